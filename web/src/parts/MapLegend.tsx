/** Explains the shapes of a small map, on screen and on paper; swatches are drawn like the shapes. */
export function MapLegend({ entries }: { entries: readonly (readonly [shape: string, words: string])[] }) {
  return (
    <figcaption>
      <ul className="legend-list" aria-label="Légende">
        {entries.map(([shape, words]) => (
          <li key={shape}>
            <svg className="map-swatch" viewBox="0 0 14 14" aria-hidden="true">
              <g className={shape}>
                <circle cx="7" cy="7" r="6" />
              </g>
            </svg>{' '}
            {words}
          </li>
        ))}
      </ul>
    </figcaption>
  );
}
