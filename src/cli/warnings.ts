/** node:sqlite works and is what we test with; its warning would only worry people. Every other warning stays. */
export function quietSqlite(): void {
  const emit = process.emitWarning.bind(process) as (warning: string | Error, ...rest: unknown[]) => void;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (!/SQLite is an experimental feature/u.test(typeof warning === 'string' ? warning : warning.message)) {
      emit(warning, ...rest);
    }
  };
}
