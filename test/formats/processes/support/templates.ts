import type { JsonObject } from '../../../../src/base/json.ts';

function node(type: string, name: string, title: string, kind: string, x: number, y: number, ports: string[]) {
  return {
    Type: type,
    Name: name,
    Activated: 'Y',
    Properties: { Title: title },
    Children: [],
    Node: {
      id: name,
      type: kind,
      position: { x, y },
      dimensions: null,
      node: { title, icon: 'file', colorIndex: 1 },
      ports: ports.map((id) => ({ id, type: id.startsWith('i') ? 'input' : 'output', title: `Порт ${id}` })),
    },
  };
}

/** A template of the node designer, as the portal stores one, with some of its two triggers. */
export function nodeTemplate(triggers: readonly string[]): JsonObject {
  return {
    Type: 'NodeWorkflowActivity',
    Name: 'Template',
    Activated: 'Y',
    Node: null,
    Properties: {
      Title: 'Новый конструктор',
      Links: [
        ['N1:o0', 'N3:i0', 1],
        ['N2:o0', 'N3:i0', 2],
        ['N3:o0', 'N4:i0', 3],
        ['N3:o1', 'N5:i0', 4],
        ['N4:o0', 'N6:i0', 5],
        ['N5:o0', 'N6:i0', 6],
        ['N9:a0', 'N5:a0', 7],
      ].filter(([from = '']) => !/^N[12]:/u.test(String(from)) || triggers.includes(String(from).slice(0, 2))),
    },
    Children: [
      node('ManualStartTrigger', 'N1', 'Вручную', 'trigger', 0, 0, ['o0']),
      node('CreateDocumentTrigger', 'N2', 'Создан элемент', 'trigger', 0, 200, ['o0']),
      node('ConditionNode', 'N3', 'Сумма больше?', 'simple', 300, 100, ['i0', 'o0', 'o1']),
      node('ApproveActivity', 'N4', 'Согласовать', 'simple', 700, 0, ['i0', 'o0']),
      node('AiAgentActivity', 'N5', 'Помощник', 'simple', 700, 200, ['i0', 'o0', 'a0']),
      node('IMNotifyActivity', 'N6', 'Сообщить', 'simple', 1100, 100, ['i0', 'o0']),
      node('EmptyBlockActivity', 'N7', 'Рамка «Решение»', 'frame', 650, -50, []),
      node('LogActivity', 'N8', 'Забытый блок', 'simple', 1400, 300, ['i0', 'o0']),
      node('ToolActivity', 'N9', 'Инструмент', 'simple', 700, 400, ['a0']),
    ].filter(({ Name }) => !/^N[12]$/u.test(Name) || triggers.includes(Name)),
  };
}
