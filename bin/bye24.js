#!/usr/bin/env node
// Plain JavaScript, so that an old Node can still say what it lacks.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 13)) {
  await import('../dist/cli/main.js');
} else {
  const { spawn } = await import('node:child_process');
  const { existsSync } = await import('node:fs');
  const path = await import('node:path');
  const { fileURLToPath } = await import('node:url');
  // A checkout brings its own Node as a development dependency.
  const root = fileURLToPath(new URL('..', import.meta.url));
  const own = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own)) {
    const child = spawn(own, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
    // The child gets Ctrl-C from the terminal itself and decides how to stop.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1']) process.on(signal, () => child.kill(signal));
    child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  } else {
    process.stderr.write(
      `bye24 needs Node 22.13 or newer; this is ${process.versions.node}.\n` +
        'Start it with: npx -p node@24 -p bye24 bye24\n' +
        `Для bye24 нужен Node 22.13 или новее; здесь ${process.versions.node}.\n` +
        'Запустите так: npx -p node@24 -p bye24 bye24\n',
    );
    process.exitCode = 1;
  }
}
