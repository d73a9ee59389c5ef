/** The lists of a brief, each cut to the space of its sheet, with the number of items left out. */
import { contactOf, NodeLink } from '../../parts/links';
import { More } from '../../parts/More';
import { axisOf, onAxes } from '../../words/axes';
import { carriersOf } from '../../words/roles';
import { count, list, number, shortDay } from '../../words/texts';
import { byReach, engagementsInWords, gapsOf, type QuarterRow, type Room, sourcesOf } from './brief';
import type { BriefActorFragment, BriefQuery } from './brief.generated';

type Connection = BriefQuery['mobilised'];

/** Lists who to call: the actors that count, those on most axes first, with their engagements. */
export function WhoToCall({ mobilised, room }: { mobilised: Connection; room: number }) {
  const actors = byReach(mobilised?.edges.map(({ node }) => node) ?? []);
  const total = mobilised?.totalCount ?? 0;
  return (
    <section>
      <h2>Qui appeler ({count(total, 'acteur mobilisé', 'acteurs mobilisés')})</h2>
      {total > 0 && !actors.slice(0, room).some(hasContact) && (
        <p>Aucune coordonnée n’est enregistrée ; la fiche de chaque acteur dit ce qu’on sait de lui.</p>
      )}
      {total === 0 ? (
        <p>Personne n’est mobilisé ici à cette date, d’après ce qui est enregistré et confirmé.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Acteur</th>
              <th scope="col">Axes</th>
              <th scope="col">Ce qu’il fait</th>
              <th scope="col">Depuis</th>
            </tr>
          </thead>
          <tbody>
            {actors.slice(0, room).map((one) => (
              <tr key={one.actor.id}>
                <th scope="row">
                  <Caller actor={one.actor} />
                </th>
                <td className="brief-numbers">{numbersOf(one)}</td>
                <td>{engagementsInWords(one)}</td>
                <td>{shortDay(one.since)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <More
        total={total}
        shown={Math.min(room, actors.length)}
        what={['autre acteur', 'autres acteurs']}
        where="voir « Qui est mobilisé »"
      />
    </section>
  );
}

function hasContact({ actor }: BriefActorFragment): boolean {
  return contactOf(actor) !== null;
}

/** Names an actor with its seat, and its contact if the service gives one. */
function Caller({ actor }: { actor: BriefActorFragment['actor'] }) {
  const contact = contactOf(actor);
  return (
    <>
      <NodeLink node={actor} />
      {actor.basedIn && <span className="note">, {actor.basedIn.name}</span>}
      {contact && <span> – {contact}</span>}
    </>
  );
}

function numbersOf({ axes }: BriefActorFragment): string {
  return axes
    .map((axis) => axisOf(axis).number)
    .sort()
    .join(', ');
}

/** Lists the actors that serve the whole département or more, which change no status. */
export function Wider({ wider, room }: { wider: Connection; room: number }) {
  if (!wider?.totalCount) return null;
  return (
    <section>
      <h2>À l’échelle départementale ou plus, non compté ({number(wider.totalCount)})</h2>
      <ul className="brief-line">
        {byReach(wider.edges.map(({ node }) => node))
          .slice(0, room)
          .map((one, index) => (
            <li key={one.actor.id}>
              {index > 0 && ' · '}
              <Caller actor={one.actor} />
              {` : ${engagementsInWords(one)} (${onAxes(one.axes)})`}
            </li>
          ))}
      </ul>
      <More
        total={wider.totalCount}
        shown={Math.min(room, wider.edges.length)}
        what={['autre acteur', 'autres acteurs']}
      />
    </section>
  );
}

/** Lists the neighbourhoods; those where a survey found nobody come first, with its day. */
export function Quarters({ quarters, room }: { quarters: BriefQuery['quarters']; room: number }) {
  const rows = quarters?.edges.map(({ node }) => node) ?? [];
  const total = quarters?.totalCount ?? 0;
  if (total === 0) return null;
  const sorted = rows.toSorted((one, other) => gapsOf(other.cells).length - gapsOf(one.cells).length);
  return (
    <section>
      <h2>Quartiers prioritaires ({number(total)})</h2>
      <p>{sorted.slice(0, room).map(quarterInWords).join(' · ')}</p>
      <More
        total={total}
        shown={Math.min(room, sorted.length)}
        what={['autre quartier', 'autres quartiers']}
      />
    </section>
  );
}

function quarterInWords({ territory: { name, population }, cells }: QuarterRow): string {
  const people = population === null ? 'population inconnue' : count(population, 'habitant');
  const gaps = gapsOf(cells).map(
    ({ surveyedOn, axes }) => `aucun acteur ${onAxes(axes)}, relevé du ${shortDay(surveyedOn)}`,
  );
  return `${name} (${[people, ...gaps].join(' ; ')})`;
}

/** Lists the engagements that end within the days covered by a brief. */
export function Ending({ ending, days, room }: { ending: BriefQuery['ending']; days: number; room: number }) {
  const total = ending?.totalCount ?? 0;
  return (
    <section>
      <h2>
        Prend fin dans les {days} jours ({number(total)})
      </h2>
      {total === 0 && <p>Rien ne prend fin d’ici là.</p>}
      <ul>
        {ending?.edges.slice(0, room).map(({ node: { id, label, axes, countsUntil, actors } }) => (
          <li key={id}>
            {countsUntil && `${shortDay(countsUntil)} : `}
            {label} (
            {[
              list(carriersOf(actors.edges).map((one) => one.label)) +
                (actors.totalCount > actors.edges.length ? '…' : ''),
              onAxes(axes),
            ]
              .filter(Boolean)
              .join(' ; ')}
            )
          </li>
        ))}
      </ul>
      <More total={total} shown={Math.min(room, ending?.edges.length ?? 0)} where="voir « À confirmer »" />
    </section>
  );
}

/** Cites the sources of the lists above, the latest confirmation first. */
export function Sources({ answer, room }: { answer: BriefQuery; room: Room }) {
  const sources = sourcesOf(answer, room);
  if (sources.length === 0) return null;
  return (
    <section>
      <h2>Sources de ce que nomme cette fiche ({number(sources.length)})</h2>
      <p>
        {sources
          .slice(0, room.sources)
          .map(({ label, confirmedOn }) => (confirmedOn ? `${label} (${shortDay(confirmedOn)})` : label))
          .join(' ; ')}
        {sources.length > room.sources && ` ; et ${count(sources.length - room.sources, 'autre', 'autres')}`}.
      </p>
    </section>
  );
}
