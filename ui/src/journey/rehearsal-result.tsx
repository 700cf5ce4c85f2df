import { endedAsPlanned } from '../../../src/commands/ends.ts';
import type { RehearseResult } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { Notice } from '../parts/notice.tsx';
import { ExceptionList } from './proof-report.tsx';

/** What the copy of the portal held before and after, and what did not go as planned. */
export function RehearsalResult({ result }: { readonly result: RehearseResult }) {
  const { ui, views, format } = useTexts();
  const kinds = useKinds();
  const { total, clean, exceptions, exceptionCount, without, takenOut = 0, planSha256 = '' } = result;
  // A result that an earlier version kept has no kinds.
  const byKind = (result as Partial<RehearseResult>).kinds ?? [];
  // A copy that has no place for some kinds rehearses the rest: that is said, and is no clean bill.
  const whole = clean && without.length === 0;
  const { handed, scrubbed, binOff } = total;
  const gone = endedAsPlanned(total) + total.acknowledged;
  return (
    <div className="stack">
      <Notice
        look={whole ? 'good' : 'warning'}
        title={whole ? ui.run.whole(views.stages.rehearse) : ui.run.partial(views.stages.rehearse)}
      >
        {whole ? <p>{ui.rehearse.same}</p> : null}
        {takenOut > 0 ? <p>{views.rehearse.takenOut(takenOut, planSha256)}</p> : null}
      </Notice>
      <div className="cards">
        <section className="card figure" aria-labelledby="before-title">
          <h2 id="before-title">{ui.rehearse.before}</h2>
          <p className="figure-number">{format.number(total.planned)}</p>
          <p className="soft">{ui.rehearse.planned}</p>
        </section>
        <section className="card figure" aria-labelledby="after-title">
          <h2 id="after-title">{ui.rehearse.after}</h2>
          <p className="figure-number">{format.number(total.planned - gone)}</p>
          <p className="soft">{ui.rehearse.left}</p>
          <ul className="dots small">
            {total.gone > 0 ? <li>{ui.apply.gone(total.gone)}</li> : null}
            {total.inBin > 0 ? <li>{ui.rehearse.inBin(total.inBin)}</li> : null}
            {total.acknowledged > 0 ? <li>{ui.rehearse.unseen(total.acknowledged)}</li> : null}
            {total.alreadyGone > 0 ? <li>{ui.rehearse.alreadyGone(total.alreadyGone)}</li> : null}
            {handed > 0 ? <li>{views.plan.isHandedOver(handed)}</li> : null}
            {scrubbed > 0 ? <li>{views.plan.isScrubbed(scrubbed)}</li> : null}
            {binOff > 0 ? <li>{views.plan.isBinOff(binOff)}</li> : null}
            {total.inactive > 0 ? <li>{ui.apply.deactivate(total.inactive)}</li> : null}
          </ul>
        </section>
      </div>
      {byKind.length === 0 ? null : (
        <details className="card">
          <summary>{ui.rehearse.byKind}</summary>
          <div className="scroll-x tall" tabIndex={0} role="group" aria-label={ui.rehearse.byKind}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{ui.wall.kind}</th>
                  <th scope="col" className="number">
                    {ui.rehearse.onCopy}
                  </th>
                  <th scope="col" className="number">
                    {ui.prove.ends.planned}
                  </th>
                  <th scope="col" className="number">
                    {ui.rehearse.afterwards}
                  </th>
                </tr>
              </thead>
              <tbody>
                {byKind.map(({ kind, before, after, planned }) => (
                  <tr key={kind}>
                    <th scope="row">{kinds.many(kind)}</th>
                    <td className="number">{before === undefined ? ui.wall.notCounted : format.number(before)}</td>
                    <td className="number">{format.number(planned)}</td>
                    <td className="number">{after === undefined ? ui.wall.notCounted : format.number(after)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
      {exceptionCount === 0 ? null : (
        <section className="card" aria-labelledby="rehearsal-exceptions">
          <h2 id="rehearsal-exceptions">{ui.prove.exceptions}</h2>
          <ExceptionList exceptions={exceptions.slice(0, 100)} />
        </section>
      )}
      {without.length === 0 ? null : (
        <details className="soft small">
          <summary>{ui.rehearse.withoutSome(without.length)}</summary>
          <p>{views.rehearse.without(without.map(kinds.many))}</p>
        </details>
      )}
    </div>
  );
}
