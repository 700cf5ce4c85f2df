import fc from 'fast-check';

import type { JsonObject } from '../../../../src/base/json.ts';

let count = 0;

function block(Type: string, Title: string, Children: readonly JsonObject[] = [], more: JsonObject = {}): JsonObject {
  count += 1;
  return { Type, Name: `A${count}_1`, Activated: 'Y', Node: null, Properties: { Title, ...more }, Children };
}

const title = fc.oneof(fc.constantFrom('Шаг', 'a < b & "c"', ']]>', '👩‍👩‍👧 \u0007 \uD800'), fc.string({ maxLength: 12 }));

const leaf = fc
  .tuple(
    title,
    fc.constantFrom(
      'MailActivity',
      'OurOwnActivity',
      'CodeActivity',
      'Task2Activity',
      'DelayActivity',
      'WebHookActivity',
    ),
  )
  .map(([text, type]) => block(type, text, [], { TimeoutDuration: '2', TimeoutDurationType: 'h' }));

type Sequence = readonly JsonObject[];

const branch = (title: string, children: Sequence): JsonObject => block('SequenceActivity', title, children);

function condition(text: string, branches: readonly Sequence[], usual: boolean): JsonObject {
  const inner = branches.map((children, index) => {
    const last = usual && index === branches.length - 1;
    const when: JsonObject = last ? { truecondition: '1' } : { fieldcondition: [['X', '>', '1', '0']] };
    return block('IfElseBranchActivity', `Ветка ${index}`, children, when);
  });
  return block('IfElseActivity', text, inner);
}

function listen(text: string, first: Sequence, second: Sequence): JsonObject {
  const hour = { TimeoutDuration: '1', TimeoutDurationType: 'h' };
  return block('ListenActivity', text, [
    block('EventDrivenActivity', 'Кнопка', [block('HandleExternalEventActivity', 'Нажали'), ...first]),
    block('EventDrivenActivity', 'Время', [block('DelayActivity', 'Час', [], hour), ...second]),
  ]);
}

function holder(depth: number): fc.Arbitrary<JsonObject> {
  const list = sequence(depth);
  const lists = fc.array(list, { minLength: 2, maxLength: 3 });
  const two = fc.tuple(title, list, list);
  const one = fc.tuple(title, list);
  const day = { TimeoutDuration: '1', TimeoutDurationType: 'd' };
  return fc.oneof(
    fc.tuple(title, lists, fc.boolean()).map(([text, branches, usual]) => condition(text, branches, usual)),
    fc.tuple(title, lists).map(([text, all]) =>
      block(
        'ParallelActivity',
        text,
        all.map((children) => branch('Ветка', children)),
      ),
    ),
    two.map(([text, yes, no]) => block('ApproveActivity', text, [branch('yes', yes), branch('no', no)], day)),
    one.map(([text, body]) =>
      block('WhileActivity', text, [branch('Тело', body)], { fieldcondition: [['X', '<', '3', '0']] }),
    ),
    one.map(([text, body]) =>
      block('ForEachActivity', text, [branch('Тело', body)], { Object: 'Variable', Variable: 'X' }),
    ),
    two.map(([text, first, second]) => listen(text, first, second)),
    fc.constant(undefined).map(() => block('TerminateActivity', 'Стоп')),
  );
}

function sequence(depth: number): fc.Arbitrary<Sequence> {
  return fc.array(depth === 0 ? leaf : fc.oneof(leaf, holder(depth - 1)), { maxLength: 2 });
}

/** Sequences of blocks of every type, one inside the other. */
export const sequences = sequence(3);

export function treeOf(children: readonly JsonObject[]): JsonObject {
  return {
    Type: 'SequentialWorkflowActivity',
    Name: 'Template',
    Activated: 'Y',
    Properties: { Title: 'x' },
    Children: children,
  };
}
