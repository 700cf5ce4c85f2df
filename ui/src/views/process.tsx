import { isObject, type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import { useTexts } from '../app/settings.tsx';

interface Step {
  readonly type: string;
  readonly title: string;
  readonly active: boolean;
  readonly children: readonly Step[];
}

function stepOf(value: Json): readonly Step[] {
  if (!isObject(value)) return [];
  const properties = isObject(value['Properties']) ? value['Properties'] : {};
  const type = textOf(value['Type']);
  const title = properties['Title'];
  return [
    {
      type,
      title: typeof title === 'string' && title !== '' ? title : type,
      active: value['Activated'] !== 'N',
      children: listOf(value['Children']),
    },
  ];
}

function listOf(value: Json | undefined): readonly Step[] {
  const items = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return items.flatMap((item) => stepOf(item));
}

/** How a step is drawn, after the shapes of BPMN 2.0: gateways fork, pools hold states, loops say so. */
function shapeOf({ type, children }: Step): 'fork' | 'parallel' | 'loop' | 'state' | 'event' | 'group' | 'task' {
  if (type === 'ParallelActivity') return 'parallel';
  if (type === 'IfElseActivity' || type === 'ListenActivity') return 'fork';
  if (type === 'WhileActivity' || type === 'ForEachActivity') return 'loop';
  if (type === 'StateActivity') return 'state';
  if (type === 'EventDrivenActivity' || type === 'StateInitializationActivity' || type === 'StateFinalizationActivity')
    return 'event';
  if (children.length > 1 && children.every((child) => child.type === 'SequenceActivity')) return 'fork';
  return children.length > 0 ? 'group' : 'task';
}

function Task({ step }: { readonly step: Step }) {
  return (
    <div className="bp-task" data-off={!step.active} data-end={step.type === 'TerminateActivity'}>
      <span>{step.title}</span>
      <code>{step.type}</code>
    </div>
  );
}

function Flow({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol className="bp-flow">
      {steps.map((step, index) => (
        <li key={index}>
          <Drawn step={step} />
        </li>
      ))}
    </ol>
  );
}

function Drawn({ step }: { readonly step: Step }) {
  const shape = shapeOf(step);
  if (shape === 'task') return <Task step={step} />;
  if (shape === 'fork' || shape === 'parallel') {
    return (
      <div className="bp-fork">
        {step.type === 'IfElseActivity' || shape === 'parallel' ? null : <Task step={step} />}
        <span className="bp-gate" aria-hidden="true">
          <span>{shape === 'parallel' ? '+' : '×'}</span>
        </span>
        <span className="bp-gate-title">{step.title}</span>
        <ul className="bp-branches">
          {step.children.map((child, index) => (
            <li key={index}>
              <span className="bp-branch-title">{child.title}</span>
              <Flow steps={child.children} />
            </li>
          ))}
        </ul>
        <span className="bp-gate" aria-hidden="true">
          <span>{shape === 'parallel' ? '+' : '×'}</span>
        </span>
      </div>
    );
  }
  return (
    <div className="bp-frame" data-shape={shape}>
      <span className="bp-frame-title">
        {shape === 'loop' ? '↻ ' : ''}
        {step.title}
      </span>
      <Flow steps={step.children} />
    </div>
  );
}

/** A business process as a diagram: from its start down to its end, forks side by side. */
export function ProcessDiagram({ row }: { readonly row: JsonObject }) {
  const { ui } = useTexts();
  const roots = listOf(row['TEMPLATE']);
  const machine = roots[0]?.type === 'StateMachineWorkflowActivity';
  return (
    <section className="card" aria-labelledby="process-title">
      <h2 id="process-title">{ui.process.title}</h2>
      {roots.length === 0 ? (
        <p className="soft">{ui.process.noDiagram}</p>
      ) : (
        <div className="scroll-x bp" tabIndex={0} role="group" aria-labelledby="process-title">
          <div className="bp-all" data-machine={machine}>
            <span className="bp-start" aria-hidden="true" />
            {roots.map((root, index) => (
              <Flow key={index} steps={root.children} />
            ))}
            <span className="bp-stop" aria-hidden="true" />
          </div>
        </div>
      )}
    </section>
  );
}
