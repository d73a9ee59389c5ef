/** The state of the network's page, in its address. */
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { STEP, useArea, useAxes, useChoice, useDay } from '../../address';
import { useCounted } from '../../parts/counted';
import { SCHEMES, type Scheme } from './colours';
import { KINDS, type NodeKind } from './graph';

export const DEPTHS = ['1', '2', '3', '4'] as const;
const MODES = ['graphe', 'tableau'] as const;
const LINKS = ['acteurs', 'mobilisations'] as const;
type Links = (typeof LINKS)[number];
export const LINK_CHOICES: readonly (readonly [Links, string])[] = [
  ['acteurs', 'acteurs entre eux'],
  ['mobilisations', 'mobilisations'],
];
export const COLOUR_CHOICES: readonly (readonly [Scheme, string])[] = [
  ['nature', 'nature'],
  ['axe', 'axe principal'],
  ['territoire', 'territoire principal'],
];

/** Reads and sets the page's state in the URL. */
export function useChoices() {
  const [day] = useDay();
  const [axes] = useAxes();
  const [area] = useArea();
  const counted = useCounted();
  const ids = parseAsArrayOf(parseAsString).withDefault([]).withOptions(STEP);
  const id = parseAsString.withDefault('').withOptions(STEP);
  const [around, setAround] = useQueryState('autour', ids);
  const [from, setFrom] = useQueryState('de', id);
  const [to, setTo] = useQueryState('vers', id);
  const [depth, setDepth] = useChoice('pas', DEPTHS, '1');
  const [mode, setMode] = useChoice('vue', MODES, 'graphe');
  const [links, setLinks] = useChoice('liens', LINKS, 'acteurs');
  const [scheme, setScheme] = useChoice('couleur', SCHEMES, 'nature');
  const kinds = parseAsStringLiteral(KINDS.map(([kind]) => kind));
  const [without, setWithout] = useQueryState(
    'sans',
    parseAsArrayOf(kinds).withDefault([]).withOptions(STEP),
  );
  const [hidden, setHidden] = useQueryState('caches', ids);
  const show = (chosen: string[]) => void Promise.all([setFrom(null), setTo(null), setAround(chosen)]);
  return {
    ...{ day, axes, area, counted, around, from, to, depth, mode, links, scheme, without, hidden },
    /** The number of on-demand filters in use. */
    otherCount: axes.length + without.length + Object.keys(counted).length,
    setAround: show,
    addAround: (chosen: string) => show([...new Set([...around, chosen])]),
    setFrom: (chosen: string) => void setFrom(chosen || null),
    setTo: (chosen: string) => void setTo(chosen || null),
    setDepth: (chosen: (typeof DEPTHS)[number]) => void setDepth(chosen),
    setLinks: (chosen: Links) => void setLinks(chosen),
    setScheme: (chosen: Scheme) => void setScheme(chosen),
    setWithout: (chosen: NodeKind[]) => void setWithout(chosen),
    setHidden: (chosen: string[]) => void setHidden(chosen),
    toggleMode: () => void setMode(mode === 'graphe' ? 'tableau' : 'graphe'),
  };
}

export type Choices = ReturnType<typeof useChoices>;
