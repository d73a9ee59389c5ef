import { count } from '../words/texts';

/** Shows how many items a list leaves out; nothing if it is complete. */
export function More({
  total,
  shown,
  where,
  what = ['autre', 'autres'],
}: {
  total: number;
  shown: number;
  where?: string;
  what?: readonly [string, string];
}) {
  if (total <= shown) return null;
  return (
    <p className="note">
      … et {count(total - shown, ...what)}
      {where && ` : ${where}`}.
    </p>
  );
}
