import { useChoice } from '../../address';

/** The subject of the map when no axis is chosen. */
export const ALL_AXES = 'couverts';
const SUBJECTS = [ALL_AXES, '1', '2', '3', '4', '5'] as const;
export type MapSubject = (typeof SUBJECTS)[number];

/** Reads and sets the subject of the map (`carte=4`): all axes, or one by its number. */
export function useMapSubject() {
  return useChoice<MapSubject>('carte', SUBJECTS, ALL_AXES);
}
