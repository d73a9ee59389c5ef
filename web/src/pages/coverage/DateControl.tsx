import { useEffect, useState } from 'react';
import { useDay } from '../../address';
import { DayInput } from '../../parts/DayInput';
import { today } from '../../words/texts';

const FIRST_YEAR = 2015;
/** The last year whose days can be chosen. */
const LAST_YEAR = 2099;
const STEP_MS = 1_500;

/** Chooses the day, steps through the years, or replays them; the replay starts and stops only on request. */
export function DateControl() {
  const [day, setDay] = useDay();
  const [isPlaying, setIsPlaying] = useState(false);
  const year = Number(day.slice(0, 4));
  const lastYear = Number(today().slice(0, 4));
  const go = (to: number, options?: { history: 'replace' }) =>
    void setDay(`${to}${day.slice(4) === '-02-29' ? '-02-28' : day.slice(4)}`, options);

  useEffect(() => {
    if (!isPlaying) return;
    if (year >= lastYear) {
      setIsPlaying(false);
      return;
    }
    const timer = setTimeout(() => go(year + 1, { history: 'replace' }), STEP_MS);
    return () => clearTimeout(timer);
  });

  const play = () => {
    if (!isPlaying && year >= lastYear) go(FIRST_YEAR);
    setIsPlaying(!isPlaying);
  };
  return (
    <fieldset className="field days">
      <legend className="hidden">Date</legend>
      <DayInput label="Au" value={day} onChange={(value) => void setDay(value)} />
      <label className="field">
        <span>Année : {year}</span>
        <input
          type="range"
          min={FIRST_YEAR}
          max={Math.max(lastYear, year)}
          value={year}
          onChange={(event) => go(Number(event.target.value), { history: 'replace' })}
        />
      </label>
      <button type="button" className="button" onClick={() => go(year - 1)} disabled={year <= FIRST_YEAR}>
        <span aria-hidden="true">−</span>
        <span className="hidden">Une année plus tôt</span>
      </button>
      <button type="button" className="button" onClick={() => go(year + 1)} disabled={year >= LAST_YEAR}>
        <span aria-hidden="true">+</span>
        <span className="hidden">Une année plus tard</span>
      </button>
      <button type="button" className="button" onClick={play} aria-pressed={isPlaying}>
        {isPlaying ? 'Arrêter' : 'Faire défiler'}
        {!isPlaying && <span className="hidden"> les années</span>}
      </button>
    </fieldset>
  );
}
