import { isIP } from 'node:net';

/** A host on this very computer: the only one that may be spoken to without TLS. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]' || hostname === '::1';
}

const privateV4: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

function v4Number(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

function isPrivateV4(address: string): boolean {
  const number = v4Number(address);
  return privateV4.some(([network, bits]) => {
    const size = 2 ** (32 - bits);
    return Math.floor(number / size) === Math.floor(v4Number(network) / size);
  });
}

/** The eight groups of an IPv6 address; the WHATWG parser has already made every spelling one. */
function v6Groups(address: string): readonly number[] {
  const normal = new URL(`http://[${address.split('%')[0] ?? ''}]/`).hostname.slice(1, -1);
  const [head = '', tail] = normal.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: gap }, () => '0'), ...after].map((group) => Number.parseInt(group, 16));
}

function isPrivateV6(address: string): boolean {
  const groups = v6Groups(address);
  const first = groups[0] ?? 0;
  const holdsV4 =
    groups.slice(0, 5).every((group) => group === 0) && (groups[5] === 0xffff || groups[5] === 0)
      ? groups.slice(6)
      : first === 0x64 && groups[1] === 0xff9b
        ? groups.slice(6)
        : first === 0x2002
          ? groups.slice(1, 3)
          : undefined;
  if (holdsV4 !== undefined) {
    const [high = 0, low = 0] = holdsV4;
    return isPrivateV4([high >> 8, high & 255, low >> 8, low & 255].join('.'));
  }
  // Unique local, link local, site local, multicast.
  return (first & 0xfe00) === 0xfc00 || (first & 0xffc0) === 0xfe80 || (first & 0xffc0) === 0xfec0 || first >= 0xff00;
}

/** Whether an IP address is one that a stranger's link must never lead to: this computer, the local net, multicast. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return isPrivateV4(address);
  return version === 6 && isPrivateV6(address);
}

/** The same for a host name as URL.hostname gives it. Names that are no address are judged when they are resolved. */
export function isPrivateHost(hostname: string): boolean {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname.replace(/\.$/u, '');
  return bare === 'localhost' || bare.endsWith('.localhost') || isPrivateAddress(bare);
}
