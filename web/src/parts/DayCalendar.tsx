import type { CalendarDate } from '@internationalized/date';
import { Button, Calendar, CalendarCell, CalendarGrid, Heading } from 'react-aria-components';

export interface DayCalendarProps {
  readonly label: string;
  readonly value: CalendarDate | null;
  readonly minValue: CalendarDate;
  readonly maxValue: CalendarDate;
  readonly onChange: (day: CalendarDate) => void;
}

/** Shows the days of a month, of which one is chosen. */
export function DayCalendar({ label, ...calendar }: DayCalendarProps) {
  return (
    <Calendar aria-label={label} {...calendar}>
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
  );
}
