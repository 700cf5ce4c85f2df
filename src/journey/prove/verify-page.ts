import { createHash } from 'node:crypto';

/**
 * Runs in a browser, from a file, offline. Checks every file against manifest.json, and the journal's chain line by line. No
 * code is shared with what wrote the proof; SHA-256 is its own, since some browsers keep theirs from pages that are files.
 */
export const VERIFY_SCRIPT = `'use strict';
const K = new Uint32Array(64);
const H0 = new Uint32Array(8);
{
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (found < 8) H0[found] = Math.floor((Math.sqrt(n) % 1) * 4294967296);
    K[found++] = Math.floor((Math.cbrt(n) % 1) * 4294967296);
  }
}
class Sha256 {
  constructor() { this.h = H0.slice(); this.rest = new Uint8Array(64); this.used = 0; this.length = 0; this.w = new Uint32Array(64); }
  update(bytes) {
    this.length += bytes.length;
    for (let at = 0; at < bytes.length; ) {
      const take = Math.min(64 - this.used, bytes.length - at);
      this.rest.set(bytes.subarray(at, at + take), this.used);
      this.used += take; at += take;
      if (this.used === 64) { this.block(this.rest); this.used = 0; }
    }
    return this;
  }
  block(b) {
    const w = this.w;
    for (let i = 0; i < 16; i++) w[i] = (b[i * 4] << 24) | (b[i * 4 + 1] << 16) | (b[i * 4 + 2] << 8) | b[i * 4 + 3];
    const r = (x, n) => (x >>> n) | (x << (32 - n));
    for (let i = 16; i < 64; i++) {
      const a = w[i - 15], c = w[i - 2];
      w[i] = w[i - 16] + (r(a, 7) ^ r(a, 18) ^ (a >>> 3)) + w[i - 7] + (r(c, 17) ^ r(c, 19) ^ (c >>> 10));
    }
    let [a, bb, c, d, e, f, g, h] = this.h;
    for (let i = 0; i < 64; i++) {
      const t1 = (h + (r(e, 6) ^ r(e, 11) ^ r(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const t2 = ((r(a, 2) ^ r(a, 13) ^ r(a, 22)) + ((a & bb) ^ (a & c) ^ (bb & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = bb; bb = a; a = (t1 + t2) | 0;
    }
    [a, bb, c, d, e, f, g, h].forEach((x, i) => { this.h[i] += x; });
  }
  hex() {
    const bits = this.length * 8;
    const pad = new Uint8Array(((this.used < 56 ? 56 : 120) - this.used) + 8);
    pad[0] = 128;
    const view = new DataView(pad.buffer);
    view.setUint32(pad.length - 8, Math.floor(bits / 4294967296));
    view.setUint32(pad.length - 4, bits >>> 0);
    this.update(pad);
    return [...this.h].map((x) => x.toString(16).padStart(8, '0')).join('');
  }
}
const utf8 = new TextEncoder();
const PIECE = 1 << 22;
async function* pieces(file) {
  for (let at = 0; at < file.size; at += PIECE) yield new Uint8Array(await file.slice(at, at + PIECE).arrayBuffer());
}
async function hashOf(file) {
  const sha = new Sha256();
  for await (const piece of pieces(file)) sha.update(piece);
  return sha.hex();
}
async function chainOf(file) {
  let previous = '0'.repeat(64), number = 0, rest = '';
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of pieces(file)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\\n');
    rest = lines.pop();
    for (const line of lines) {
      number += 1;
      const cut = line.lastIndexOf(',"hash":"');
      const body = line.slice(0, cut), hash = line.slice(cut + 9, -2);
      if (cut < 0 || new Sha256().update(utf8.encode(previous + body)).hex() !== hash || !body.startsWith('{"n":' + number + ',')) return { broken: number };
      previous = hash;
    }
  }
  return rest === '' ? { lines: number, head: previous } : { broken: number + 1 };
}
async function check(files) {
  const manifestFile = files.get('manifest.json');
  if (!manifestFile) return { ok: false, bad: ['manifest.json'], extra: [] };
  const bad = [];
  let manifest;
  try { manifest = JSON.parse(await manifestFile.text()); } catch { return { ok: false, bad: ['manifest.json'], extra: [] }; }
  for (const { name, sha256, sizeBytes } of manifest.files) {
    const file = files.get(name);
    if (!file || file.size !== sizeBytes || (await hashOf(file)) !== sha256) bad.push(name);
  }
  let chain = { broken: 0 };
  const journal = files.get('journal.jsonl');
  if (journal) { try { chain = await chainOf(journal); } catch { chain = { broken: 0 }; } }
  if (chain.head !== manifest.journalHead || chain.lines !== manifest.journalLines) bad.push('journal.jsonl (chain)');
  const known = new Set(manifest.files.map(({ name }) => name).concat('manifest.json'));
  const extra = [...files.keys()].filter((name) => !known.has(name));
  return { ok: bad.length === 0, bad, extra, chain, manifest };
}
if (typeof document !== 'undefined') {
  document.getElementById('files').addEventListener('change', async (event) => {
    const out = document.getElementById('out');
    out.textContent = '…';
    const files = new Map();
    for (const file of event.target.files) {
      const path = file.webkitRelativePath;
      files.set(path ? path.slice(path.indexOf('/') + 1) : file.name, file);
    }
    const { ok, bad, extra, chain } = await check(files);
    const lines = ok
      ? ['✓ Всё сходится · Everything agrees', 'Журнал · Journal: ' + chain.lines + ', ' + chain.head]
      : ['✗ Не сходится · Does not agree:', ...bad];
    if (extra.length > 0) lines.push('Лишние файлы · Files that the manifest does not name:', ...extra);
    out.textContent = lines.join('\\n');
    out.dataset.ok = String(ok);
  });
}
`;

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:1rem;border:1px solid}';

function csp(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** The page that re-checks a proof's folder. Nothing but the script inside may run, and nothing may be loaded. */
export function verifyPage(): string {
  return `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${csp(VERIFY_SCRIPT)}; style-src ${csp(STYLE)}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Проверка подтверждения · Check of a proof</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Проверка подтверждения · <span lang="en">Check of a proof</span></h1>
<p>Выберите папку подтверждения. Страница работает без сети и ничего не отправляет.</p>
<p lang="en">Choose the folder of the proof. The page works offline and sends nothing.</p>
<p><label>proof/ <input id="files" type="file" webkitdirectory multiple></label></p>
<pre id="out" role="status" aria-live="polite"></pre>
</main>
<script>${VERIFY_SCRIPT}</script>
</body>
</html>
`;
}
