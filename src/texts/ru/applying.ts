import type { applyingViews as english } from '../en/applying.ts';
import { formatFor } from '../format.ts';

const f = formatFor('ru');

const record = { one: 'запись', few: 'записи', many: 'записей', other: 'записи' };

export const applyingViews: typeof english = {
  apply: {
    states: {
      absent: (count) =>
        `${f.count(count, record)}: удалено, и портал их больше не показывает; что в корзине, скажет \`prove\``,
      inBin: (count) => `${f.count(count, record)} в корзине`,
      acknowledged: (count) => `${f.count(count, record)}: портал говорит, что сделал; \`prove\` посмотрит`,
      handed: (count) => `${f.count(count, record)}: дела переданы`,
      scrubbed: (count) => `${f.count(count, record)}: поля очищены`,
      binOff: (count) => `Корзина отключена: ${f.number(count)}`,
      inactive: (count) =>
        `Отключено: ${f.count(count, { one: 'человек', few: 'человека', many: 'человек', other: 'человека' })}`,
      alreadyGone: (count) => `${f.count(count, record)}: не было ещё раньше`,
      unreachable: (count) => `${f.count(count, record)}: этого нет вместе с тем, частью чего оно было`,
      planned: (count) => `${f.count(count, record)}: ещё не сделано`,
      changed: (count) =>
        `${f.count(count, record)}: изменилось после выгрузки и осталось; \`bye24 apply --re-export-changed\` сначала заберёт изменения`,
      childAppeared: (count) => `${f.count(count, record)}: осталось, потому что к ним добавилось новое`,
      refused: (count) => `${f.count(count, record)}: портал отказал`,
      intended: (count) => `${f.count(count, record)}: были в пути, когда всё остановилось`,
      unknown: (count) => `${f.count(count, record)}: судьба неизвестна, следующий запуск сначала посмотрит`,
    },
    stayedAlong: (count) => `${f.count(count, record)}: не тронуто вместе с тем, что осталось`,
    inVain: (count) => `${f.count(count, record)}: ответы потерялись, всё ещё на месте; та же команда попробует снова`,
    brought: (count) =>
      `${f.count(count, record)}: изменилось; новая версия в архиве рядом с прежней, проверена и могла уйти`,
    unreached: (userId, code) =>
      `Через подключение сотрудника ${userId} ничего не ушло (${code}): то, что показывают только ему, осталось, и он сам тоже. Возьмите новый вебхук: bye24 team add --who ${userId}, потом снова apply.`,
    broughtStays: (count) => `${f.count(count, record)}: изменилось и осталось:`,
    whyStays: {
      unread: 'портал их не показал',
      notVerified: 'забрались не целиком',
      notChosen: 'новая версия не подходит под выбор плана',
      otherRecord: 'под этим номером теперь другая запись',
      notRehearsed: 'на репетиции не удалились',
      declined: 'как вы сказали',
    },
    finished: 'До каждого шага плана дошла очередь.',
    stopped: {
      cancelled: 'Остановлено, как вы просили. В пути ничего нет; та же команда продолжит.',
      maxDelete: 'Остановлено на разрешённом числе. Та же команда продолжит.',
      maxMinutes: 'Остановлено по времени. Та же команда продолжит.',
      canaryFailed:
        'Первые записи ушли не так, как задумано, поэтому остальные остались. Посмотрите `bye24 status` и сам портал.',
      canaryDeclined: 'Остановлено после первых записей, как вы сказали. Та же команда продолжит.',
      changed: 'Остановлено перед увольнением людей: часть записей изменилась. Та же команда продолжит.',
      portal: 'Работу прервал портал. Ничего не потеряно; та же команда продолжит.',
    },
  },
};
