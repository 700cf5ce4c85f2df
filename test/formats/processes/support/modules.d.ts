declare module 'bpmn-moddle' {
  export class BpmnModdle {
    fromXML(xml: string): Promise<{ readonly rootElement: unknown; readonly warnings: readonly unknown[] }>;
  }
}
declare module 'bpmnlint' {
  export class Linter {
    constructor(options: {
      readonly config: { readonly extends: string; readonly rules: Readonly<Record<string, string>> };
      readonly resolver: unknown;
    });
    lint(root: unknown): Promise<Readonly<Record<string, readonly unknown[]>>>;
  }
}
declare module 'bpmnlint/lib/resolver/node-resolver.js' {
  const NodeResolver: new () => unknown;
  export default NodeResolver;
}
