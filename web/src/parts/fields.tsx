/** The filters that pages share: day, area, axes. */
import { useId } from 'react';
import { rememberArea, useArea, useAxes, useDay } from '../address';
import { useReference } from '../api/useReference';
import type { Axis } from '../generated/schema';
import { AXES, axisName } from '../words/axes';
import { capital } from '../words/texts';
import { DayInput } from './DayInput';
import { useIsNoTerritory, useLabel } from './useLabel';

export function Choice<Value extends string>({
  label,
  value,
  choices,
  onChange,
  awaitsWords = false,
}: {
  label: string;
  value: Value;
  choices: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
  /** True if the choices arrive with an answer, after the field is shown. */
  awaitsWords?: boolean;
}) {
  return (
    <label className={awaitsWords ? 'field awaits-words' : 'field'}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {choices.map(([one, name]) => (
          <option key={one} value={one}>
            {capital(name)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function DayField({ label = 'Au' }: { label?: string }) {
  const [day, setDay] = useDay();
  return <DayInput label={label} value={day} onChange={(value) => void setDay(value)} />;
}

/** Chooses the whole country or one of its regions and départements. */
export function AreaField({ whole = 'France entière' }: { whole?: string }) {
  const { reference, ready } = useReference();
  const [area, setArea] = useArea();
  const choose = (id: string) => {
    rememberArea(id);
    void setArea(id);
  };
  const isListed = area === '' || reference.areas.some(({ id }) => id === area);
  return (
    <label className="field awaits-words">
      <span>Territoire</span>
      <select value={area} onChange={(event) => choose(event.target.value)}>
        <option value="">{whole}</option>
        {!isListed && ready && <OtherArea id={area} />}
        <AreaOptions />
      </select>
    </label>
  );
}

/** Codes of uninhabited areas, which officers never look for: the TAAF and Clipperton. */
const UNINHABITED = new Set(['984', '989']);

/** Lists the regions, each with its départements. */
export function AreaOptions() {
  const { areas } = useReference().reference;
  return areas
    .filter(({ kind, code }) => kind === 'REGION' && !UNINHABITED.has(code))
    .map((region) => (
      <optgroup key={region.id} label={region.name}>
        <option value={region.id}>{region.name}</option>
        {areas
          .filter((one) => one.region === region.id && !UNINHABITED.has(one.code))
          .map(({ id, name, code }) => (
            <option key={id} value={id}>
              {`${name} (${code})`}
            </option>
          ))}
      </optgroup>
    ));
}

/** Names an area of another kind, by its id until its name has arrived; or says that there is no such territory. */
function OtherArea({ id }: { id: string }) {
  const label = useLabel(id);
  return <option value={id}>{useIsNoTerritory(id) ? `Territoire inconnu : ${id}` : label}</option>;
}

/** Chooses axes; none means all five. */
export function AxesField() {
  const [axes, setAxes] = useAxes();
  return (
    <Checks
      legend="Axes (tous si aucun n’est coché)"
      choices={AXES.map(({ value }) => [value, axisName(value)])}
      chosen={axes}
      onChange={(chosen) => void setAxes(chosen as Axis[])}
    />
  );
}

/** Chooses any number of values. */
export function Checks({
  legend,
  choices,
  chosen,
  onChange,
}: {
  legend: string;
  choices: readonly (readonly [value: string, name: string])[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset className="field checks">
      <legend>{legend}</legend>
      {choices.map(([value, name]) => (
        <Check
          key={value}
          name={capital(name)}
          checked={chosen.includes(value)}
          onToggle={() => toggle(value)}
        />
      ))}
    </fieldset>
  );
}

function Check({ name, checked, onToggle }: { name: string; checked: boolean; onToggle: () => void }) {
  const id = useId();
  return (
    <span className="check">
      <input type="checkbox" id={id} checked={checked} onChange={onToggle} />
      <label htmlFor={id}>{name}</label>
    </span>
  );
}
