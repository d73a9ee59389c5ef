/** Axes, each by its number and name, or all five as dots on one line. */
import type { Axis } from '../generated/schema';
import { AXES, axisName, axisOf } from '../words/axes';

/** Shows axes as chips: a number and a short name each; a dash for none. */
export function AxisChips({ axes }: { axes: readonly Axis[] }) {
  if (axes.length === 0) return <>–</>;
  return (
    <ul className="axis-chips">
      {AXES.filter(({ value }) => axes.includes(value)).map(({ value, number, short }) => (
        <li key={value} title={short}>
          <span className="axis-number">{number}</span> <span className="axis-short">{short}</span>
        </li>
      ))}
    </ul>
  );
}

/** Shows the five axes as numbered dots, filled if `texts` has a text for the axis, which becomes its title. */
export function AxisDots({ texts }: { texts: ReadonlyMap<Axis, string> }) {
  return (
    <ul className="axis-dots">
      {AXES.map(({ value, number }) => {
        const text = texts.get(value);
        return (
          <li
            key={value}
            aria-hidden={!text}
            className={text ? 'axis-on' : 'axis-off'}
            title={text && `${axisName(value)}, ${text}`}
          >
            <span aria-hidden="true">{number}</span>
            {text && (
              <span className="hidden">
                {axisOf(value).short}, {text}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
