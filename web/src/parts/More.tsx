import { count } from '../words/texts';

/** How many a list leaves out; nothing when it is whole. */
export function More({ total, shown, where }: { total: number; shown: number; where?: string }) {
  if (total <= shown) return null;
  return (
    <p className="note">
      … et {count(total - shown, 'autre')}
      {where && ` : ${where}`}.
    </p>
  );
}
