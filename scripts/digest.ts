// Writes test/contract/digest.json.gz: names, types and codes of the vendor's documentation, for checkouts without the
// examples. No text of an example goes in: values are replaced, except ids, flags and code words.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';

import { isList, isObject, type Json, type JsonObject } from '../src/base/json.ts';
import {
  type Documented,
  digestFile,
  documentationFrom,
  examplesFile,
  sentencePrint,
} from '../test/portal/contract/source.ts';

/** Members whose values are words of the interface, not content. */
const codeMembers = new Set([
  'select',
  'order',
  'moduleId',
  'ENTITY_TYPE',
  'ownerType',
  'entityId',
  'fieldName',
  'userTypeId',
  'USER_TYPE_ID',
  'scope',
  'name',
  'CODE',
  'language',
  'logic',
  'method',
  'filter',
  'action',
  'type',
  'IBLOCK_TYPE_ID',
]);
const dates = /^(?:\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4}$)/u;

function value(given: Json, member: string, isCode: boolean): Json {
  if (isList(given)) return given.map((each) => value(each, member, isCode));
  if (isObject(given)) {
    const entries = Object.entries(given);
    return Object.fromEntries(entries.map(([key, each]) => [key, value(each, key, isCode || codeMembers.has(key))]));
  }
  if (typeof given !== 'string' || given === '' || dates.test(given)) return given;
  if (/^[A-Z][A-Z0-9_:]{0,49}$/u.test(given) || /^-?\d+(?:\.\d+)?$/u.test(given)) return given;
  const isWord = /^[a-z*][\w.*]{0,39}$/iu.test(given);
  if ((isCode || codeMembers.has(member)) && isWord) return given;
  // Operators, numbers of chats, and that something is an address of mail, are form and not content.
  if (/^(?:asc|desc|true|false|[<>=!]{1,2}|in|between|(?:chat|sg)\d+)$/iu.test(given)) return given;
  return /^[^@\s]+@[^@\s]+\.[a-z]+$/iu.test(given) ? 'somebody@example.com' : 'text';
}

/** Old pages put sentences where the code should be: of those only a fingerprint stays. */
const wordless = (code: string): string => (/^[\w.-]*$/u.test(code) ? code : sentencePrint(code));

function digested(page: Documented): Documented {
  return {
    ...page,
    requests: page.requests.map((request) => value(request, '', false) as JsonObject),
    errors: [...new Set(page.errors.map(wordless))],
    errorCodes: [...new Set(page.errorCodes.map(wordless))],
    refusals: page.refusals.map(({ code, words }) => ({ code: wordless(code), words: sentencePrint(words) })),
  };
}

const pages = documentationFrom(readFileSync(examplesFile, 'utf8')).map(digested);
mkdirSync(dirname(digestFile), { recursive: true });
writeFileSync(digestFile, gzipSync(JSON.stringify(pages), { level: 9 }));
console.log(`${pages.length} methods in ${digestFile}`);
