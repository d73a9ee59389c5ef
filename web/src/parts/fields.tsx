/** The choices that views share: day, ground, axes. */
import { useEffect, useId, useRef } from 'react';
import { useAxes, useDay, useGround } from '../address';
import { useAnswer } from '../api/useAnswer';
import { useReference } from '../api/useReference';
import type { Axis } from '../generated/schema';
import { AXES, axisName } from '../words/axes';
import { capital } from '../words/texts';
import { LabelDocument } from './label.generated';

export function Choice<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: Value;
  choices: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
}) {
  return (
    <label className="field">
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

/** A day; what is not whole yet stays in the field and asks nothing. */
export function DayInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string) => void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (field.current) field.current.value = value;
  }, [value]);
  return (
    <label className="field">
      <span>{label}</span>
      <input
        ref={field}
        type="date"
        defaultValue={value}
        min="2000-01-01"
        max="2099-12-31"
        required
        onChange={({ target }) => target.validity.valid && target.value && onChange(target.value)}
      />
    </label>
  );
}

/** The country, or one of its regions and départements. */
export function GroundField({ whole = 'France entière' }: { whole?: string }) {
  const { reference, ready } = useReference();
  const [ground, setGround] = useGround();
  const regions = reference.grounds.filter(({ kind }) => kind === 'REGION');
  const within = (region: string) => reference.grounds.filter((one) => one.region === region);
  const known = ground === '' || reference.grounds.some(({ id }) => id === ground);
  return (
    <label className="field">
      <span>Territoire</span>
      <select value={ground} onChange={(event) => void setGround(event.target.value)}>
        <option value="">{whole}</option>
        {!known && ready && <OtherGround id={ground} />}
        {regions.map((region) => (
          <optgroup key={region.id} label={region.name}>
            <option value={region.id}>{region.name}</option>
            {within(region.id).map(({ id, name, code }) => (
              <option key={id} value={id}>
                {`${name} (${code})`}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

/** A ground that is neither: by its name, or its id until that is known. */
function OtherGround({ id }: { id: string }) {
  const { result } = useAnswer(LabelDocument, { id });
  return <option value={id}>{result.data?.node?.label ?? id}</option>;
}

/** None chosen means all five. */
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

/** Several of a few words. */
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
  const turn = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset className="field checks">
      <legend>{legend}</legend>
      {choices.map(([value, name]) => (
        <Check key={value} name={capital(name)} on={chosen.includes(value)} turn={() => turn(value)} />
      ))}
    </fieldset>
  );
}

function Check({ name, on, turn }: { name: string; on: boolean; turn: () => void }) {
  const id = useId();
  return (
    <span className="check">
      <input type="checkbox" id={id} checked={on} onChange={turn} />
      <label htmlFor={id}>{name}</label>
    </span>
  );
}
