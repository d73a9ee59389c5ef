import { type CalendarDate, parseDate } from '@internationalized/date';
import { lazy, Suspense, useEffect, useState } from 'react';
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
import { Loading } from './states';

const DayCalendar = lazy(() => import('./DayCalendar').then((module) => ({ default: module.DayCalendar })));
const BOUNDS = { minValue: parseDate('2000-01-01'), maxValue: parseDate('2099-12-31') };

/** Chooses a day, written as in French whatever the browser speaks; reports days within bounds only. */
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
  const choose = (day: CalendarDate | null) => {
    setShown(day);
    if (day && day.compare(BOUNDS.minValue) >= 0 && day.compare(BOUNDS.maxValue) <= 0)
      onChange(day.toString());
  };
  return (
    <DateField
      className="field day-field"
      value={shown}
      shouldForceLeadingZeros
      {...BOUNDS}
      onChange={choose}
    >
      <Label>{label}</Label>
      <div className="day-group">
        <DateInput className="day-input">{(segment) => <DateSegment segment={segment} />}</DateInput>
        <DialogTrigger>
          <Button className="day-open" aria-label={`Calendrier : ${label}`}>
            ▾
          </Button>
          <Popover className="popover" placement="bottom end">
            <Dialog className="day-calendar" aria-label={`Calendrier : ${label}`}>
              {({ close }) => (
                <Suspense fallback={<Loading />}>
                  <DayCalendar
                    label={label}
                    value={shown}
                    {...BOUNDS}
                    onChange={(day) => {
                      choose(day);
                      close();
                    }}
                  />
                </Suspense>
              )}
            </Dialog>
          </Popover>
        </DialogTrigger>
      </div>
    </DateField>
  );
}
