import { type CalendarDate, parseDate } from '@internationalized/date';
import { useEffect, useState } from 'react';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Label,
  Popover,
} from 'react-aria-components';

const FIRST_DAY = parseDate('2000-01-01');
const LAST_DAY = parseDate('2099-12-31');

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
    if (day && day.compare(FIRST_DAY) >= 0 && day.compare(LAST_DAY) <= 0) onChange(day.toString());
  };
  return (
    <DatePicker
      className="field day-field"
      value={shown}
      minValue={FIRST_DAY}
      maxValue={LAST_DAY}
      shouldForceLeadingZeros
      onChange={choose}
    >
      <Label>{label}</Label>
      <Group className="day-group">
        <DateInput className="day-input">{(segment) => <DateSegment segment={segment} />}</DateInput>
        <Button className="day-open" aria-label={`Calendrier : ${label}`}>
          ▾
        </Button>
      </Group>
      <Popover className="popover">
        <Dialog className="day-calendar">
          <Calendar>
            <header className="row-line">
              <Button slot="previous" className="button">
                ‹
              </Button>
              <Heading />
              <Button slot="next" className="button">
                ›
              </Button>
            </header>
            <CalendarGrid>{(date) => <CalendarCell date={date} />}</CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
