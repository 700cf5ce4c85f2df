import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

import { bits, boolean, integer, octets, oid, plainTagged, sequence, set, tagged, text, utcTime } from './der.ts';

const dayMs = 24 * 3_600_000;
const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

interface Wanted {
  readonly subject: string;
  readonly issuer: string;
  readonly key: KeyObject;
  readonly signer: KeyObject;
  /** Key that the certificate is checked with, for the authority's key identifier. */
  readonly signerPublic: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly nowMs: number;
}

const name = (common: string): Buffer => sequence(set(sequence(oid('2.5.4.3'), text(common))));

function extension(id: string, critical: boolean, content: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(content));
}

const publicBytes = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });
const keyIdentifier = (key: KeyObject): Buffer => createHash('sha1').update(publicBytes(key)).digest();

/** A certificate of RFC 5280, version 3, in PEM. */
function certificate({ subject, issuer, key, signer, signerPublic, extensions, nowMs }: Wanted): string {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const body = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(serial),
    ecdsaWithSha256,
    name(issuer),
    sequence(utcTime(nowMs - dayMs), utcTime(nowMs + 365 * dayMs)),
    name(subject),
    publicBytes(key),
    tagged(
      3,
      sequence(
        ...extensions,
        extension('2.5.29.14', false, octets(keyIdentifier(key))),
        extension('2.5.29.35', false, sequence(plainTagged(0, keyIdentifier(signerPublic)))),
      ),
    ),
  );
  const whole = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, signer)));
  const lines = whole.toString('base64').replaceAll(/.{64}/gu, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function hostName(host: string): Buffer {
  return isIPv4(host) ? plainTagged(7, Buffer.from(host.split('.').map(Number))) : plainTagged(2, Buffer.from(host));
}

export interface ServerCredentials {
  /** The authority that a client has to trust: the only certificate of it that ever exists is `certificate`. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/**
 * A certificate for a server on this machine, signed by an authority made for it alone, whose key is thrown away at
 * once: nothing else can ever be signed with it.
 */
export function makeServerCredentials(hosts: readonly string[], nowMs: number): ServerCredentials {
  const authority = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const server = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const issuer = 'bye24 local portal';
  const signed = { issuer, signer: authority.privateKey, signerPublic: authority.publicKey, nowMs };
  const ca = certificate({
    ...signed,
    subject: issuer,
    key: authority.publicKey,
    extensions: [
      extension('2.5.29.19', true, sequence(boolean(true), integer(Buffer.from([0])))),
      extension('2.5.29.15', true, bits(Buffer.from([0x06]), 1)),
    ],
  });
  const leaf = certificate({
    ...signed,
    subject: hosts[0] ?? 'localhost',
    key: server.publicKey,
    extensions: [
      extension('2.5.29.19', true, sequence()),
      extension('2.5.29.15', true, bits(Buffer.from([0x80]), 7)),
      extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', false, sequence(...hosts.map(hostName))),
    ],
  });
  return { ca, certificate: leaf, key: server.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string };
}
