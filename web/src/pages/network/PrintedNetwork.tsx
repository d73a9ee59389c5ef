import { useLayoutEffect, useRef } from 'react';
import type { Colours } from './colours';
import { byLinks, type NetworkGraph, type Place } from './graph';
import { drawingOf } from './networkSvg';

interface Props extends NetworkGraph {
  readonly places: ReadonlyMap<string, Place>;
  readonly colours: Colours;
}

/** Draws the network for paper, since browsers do not print WebGL, and lists all its nodes. */
export function PrintedNetwork(props: Props) {
  const frame = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { body, width, height } = drawingOf(props);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${body}</svg>`;
    const drawing = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    frame.current?.replaceChildren(drawing);
  });
  return (
    <>
      <div ref={frame} className="printed-network" />
      <ul className="plain printed-nodes">
        {byLinks(props.nodes).map(({ id, label, shownDegree }) => (
          <li key={id}>
            {label} <span className="note">{shownDegree}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
