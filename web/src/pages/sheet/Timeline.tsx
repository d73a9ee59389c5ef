import { NodeLink } from '../../parts/links';
import { AXES, axisName } from '../../words/axes';
import { period } from '../../words/texts';
import type { EngagementLineFragment } from './sheet.generated';

const WIDTH = 640;
const ROW_HEIGHT = 18;

/** Shows when an actor's engagements counted on each axis: as bars along the years, and as a list. */
export function Timeline({ lines: all, day }: { lines: readonly EngagementLineFragment[]; day: string }) {
  const lines = all.filter(({ countsFrom }) => countsFrom !== null);
  if (lines.length === 0) return <p className="note">Rien n’a été pris en compte à ce jour.</p>;
  const first = Number(
    lines
      .map(({ startsOn, countsFrom }) => countsFrom ?? startsOn)
      .sort()[0]
      ?.slice(0, 4),
  );
  const last =
    Math.max(
      Number(day.slice(0, 4)),
      ...lines.map(({ countsUntil }) => Number((countsUntil ?? day).slice(0, 4))),
    ) + 1;
  const start = Date.UTC(first, 0);
  const at = (iso: string) =>
    ((Date.parse(`${iso}T00:00:00Z`) - start) / (Date.UTC(last, 0) - start)) * WIDTH;
  const years = Array.from({ length: last - first }, (_, index) => first + index);
  return (
    <div className="timeline">
      {AXES.map(({ value }) => {
        const on = lines.filter(({ axes }) => axes.includes(value));
        if (on.length === 0) return null;
        return (
          <section key={value}>
            <h3>{axisName(value)}</h3>
            <svg viewBox={`0 0 ${WIDTH} ${on.length * ROW_HEIGHT + 16}`} aria-hidden="true">
              {years.map((year) => (
                <g key={year}>
                  <line
                    x1={at(`${year}-01-01`)}
                    x2={at(`${year}-01-01`)}
                    y1="0"
                    y2={on.length * ROW_HEIGHT}
                    className="tick"
                  />
                  {years.length < 16 && (
                    <text x={at(`${year}-01-01`) + 2} y={on.length * ROW_HEIGHT + 12}>
                      {year}
                    </text>
                  )}
                </g>
              ))}
              {on.map(({ id, startsOn, countsFrom, countsUntil, inEffect }, index) => (
                <rect
                  key={id}
                  x={at(countsFrom ?? startsOn)}
                  width={Math.max(3, at(countsUntil ?? `${last - 1}-12-31`) - at(countsFrom ?? startsOn))}
                  y={index * ROW_HEIGHT + 3}
                  height={ROW_HEIGHT - 6}
                  rx="2"
                  className={inEffect ? 'bar-now' : 'bar-then'}
                />
              ))}
              <line x1={at(day)} x2={at(day)} y1="0" y2={on.length * ROW_HEIGHT} className="today" />
            </svg>
            <ul className="note">
              {on.map(({ id, label, startsOn, countsUntil }) => (
                <li key={id}>
                  <NodeLink node={{ id, label }} />, {period(startsOn, countsUntil)}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
