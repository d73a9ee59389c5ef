import { type CalendarDate, parseDate } from '@internationalized/date';
import { useEffect, useState } from 'react';
import {
  Button,
  DateField,
  DateInput,
  DateSegment,
  Dialog,
  DialogTrigger,
  Label,
  Popover,
} from 'react-aria-components';
import { CodeBoundary } from './CodeBoundary';
import { codeOf } from './code';
import { Loading } from './states';

const DayCalendar = codeOf(() => import('./DayCalendar').then((module) => module.DayCalendar));
const BOUNDS = { minValue: parseDate('2000-01-01'), maxValue: parseDate('2099-12-31') };

/**
 * Chooses a day, written in French whatever the language of the browser.
 *
 * A day within the bounds is reported on Enter, on leaving the field, or when chosen in the calendar.
 */
export function DayInput({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (day: string) => void;
}) {
  const [shown, setShown] = useState<CalendarDate | null>(() => parseDate(value));
  useEffect(() => setShown(parseDate(value)), [value]);
  // A typed day has intermediate forms: it is reported once complete, and an invalid one is replaced by the day chosen
  // before.
  const report = (typed: CalendarDate | null) => {
    const day = typed && typed.year < 100 ? typed.set({ year: 2000 + typed.year }) : typed;
    const isDay = day && day.compare(BOUNDS.minValue) >= 0 && day.compare(BOUNDS.maxValue) <= 0;
    if (!isDay) setShown(parseDate(value));
    else if (day.toString() !== value) onChange(day.toString());
    else setShown(day);
  };
  return (
    <DateField
      className="field day-field"
      value={shown}
      shouldForceLeadingZeros
      {...BOUNDS}
      onChange={setShown}
      onBlur={() => report(shown)}
      onKeyDown={({ key }) => key === 'Enter' && report(shown)}
    >
      <Label>{label}</Label>
      <div className="day-group">
        <DateInput className="day-input">{(segment) => <DateSegment segment={segment} />}</DateInput>
        <DialogTrigger>
          <Button className="day-open" aria-label={`Calendrier : ${label}`}>
            ▾
          </Button>
          <Popover className="popover" placement="bottom end">
            <Dialog className="day-calendar" aria-label={`Calendrier : ${label}`}>
              {({ close }) => (
                <CodeBoundary fallback={<Loading />}>
                  <DayCalendar
                    label={label}
                    value={shown}
                    {...BOUNDS}
                    onChange={(day) => {
                      report(day);
                      close();
                    }}
                  />
                </CodeBoundary>
              )}
            </Dialog>
          </Popover>
        </DialogTrigger>
      </div>
    </DateField>
  );
}
