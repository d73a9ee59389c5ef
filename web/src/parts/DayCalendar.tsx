import { type CalendarDate, parseDate } from '@internationalized/date';
import { Button, Calendar, CalendarCell, CalendarGrid, Heading } from 'react-aria-components';
import { today } from '../words/texts';

export interface DayCalendarProps {
  readonly label: string;
  readonly value: CalendarDate | null;
  readonly minValue: CalendarDate;
  readonly maxValue: CalendarDate;
  readonly onChange: (day: CalendarDate) => void;
}

/** Shows the days of a month with the chosen one, and links to today. */
export function DayCalendar({ label, ...calendar }: DayCalendarProps) {
  return (
    <Calendar aria-label={label} {...calendar}>
      <button type="button" className="button" onClick={() => calendar.onChange(parseDate(today()))}>
        Aujourd’hui
      </button>
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
