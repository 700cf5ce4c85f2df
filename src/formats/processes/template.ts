import { isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import { type Activity, mapOf, rootOf } from './activity.ts';

/** A parameter, variable or constant of a template. */
export interface Variable {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly many: boolean;
  readonly initial: Json;
}

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** MODULE_ID, ENTITY and DOCUMENT_TYPE: what its processes run for. */
  readonly document: readonly [string, string, string];
  readonly starts: string;
  readonly parameters: readonly Variable[];
  readonly variables: readonly Variable[];
  readonly constants: readonly Variable[];
  /** undefined: the portal gave the template without its tree. */
  readonly root: Activity | undefined;
  readonly row: JsonObject;
}

function variablesOf(value: Json | undefined): readonly Variable[] {
  return Object.entries(mapOf(value)).flatMap(([code, one]) => {
    if (!isObject(one)) return [];
    const yes = (name: string): boolean => ['1', 'Y', 'true'].includes(textOf(one[name]));
    const name = textOf(one['Name']) || code;
    const type = textOf(one['Type']) || 'string';
    return [{ code, name, type, required: yes('Required'), many: yes('Multiple'), initial: one['Default'] ?? null }];
  });
}

/** A row of bizproc.workflow.template.list (api-reference/bizproc/template/bizproc-workflow-template-list.md). */
export function templateOf(row: JsonObject): Template {
  return {
    id: textOf(row['ID']),
    name: textOf(row['NAME']),
    description: textOf(row['DESCRIPTION']),
    document: [textOf(row['MODULE_ID']), textOf(row['ENTITY']), textOf(row['DOCUMENT_TYPE'])],
    starts: textOf(row['AUTO_EXECUTE']),
    parameters: variablesOf(row['PARAMETERS']),
    variables: variablesOf(row['VARIABLES']),
    constants: variablesOf(row['CONSTANTS']),
    root: rootOf(row['TEMPLATE']),
    row,
  };
}
