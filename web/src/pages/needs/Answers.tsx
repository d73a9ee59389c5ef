import { Link } from 'react-router';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import { NodeLink } from '../../parts/links';
import { count, daysLater, list, monthsLater } from '../../words/texts';
import { NeedAnswersDocument, type NeedRowFragment } from './needs.generated';

/** The number of months after the day within which an offer may answer a need. */
const MONTHS = 6;
/** The maximum number of territories of a need for which answers are looked up. */
const MOST_PLACES = 3;

interface Props {
  readonly need: NeedRowFragment;
  readonly day: string;
  readonly word: Reference['word'];
}

/** Lists the offers that fit the territories, audiences and themes of a need, with possible trainers. */
export function Answers({ need, day, word }: Props) {
  const places = need.territories.edges.map(({ node }) => node);
  if (need.needStage === 'MET' || need.needStage === 'DECLINED') return null;
  if (places.length === 0) return <span className="note">territoire inconnu</span>;
  return places.slice(0, MOST_PLACES).map((place) => (
    <div key={place.id}>
      {places.length > 1 && <strong>{place.label}</strong>}
      <Offers need={need} day={day} word={word} place={place.id} />
    </div>
  ));
}

function Offers({ need, day, word, place }: Props & { readonly place: string }) {
  const until = daysLater(monthsLater(day, MONTHS), -1);
  const { result } = useAnswer(NeedAnswersDocument, {
    within: { id: place },
    asOf: day,
    until,
    ...(need.audiences.length && { audiences: need.audiences }),
    ...(need.themes.length && { themes: need.themes }),
    ...(need.axes.length && { axes: need.axes }),
  });
  if (result.error) return <span className="note">réponse indisponible</span>;
  if (!result.data || result.isPlaceholderData)
    return (
      <span className="note loading" aria-busy="true">
        …
      </span>
    );
  const offers = result.data.trainingOffers?.edges.map(({ node }) => node) ?? [];
  const search = new URLSearchParams({ date: day, duree: String(MONTHS), territoire: place });
  const [audience] = need.audiences;
  if (audience) search.set('public', audience);
  return (
    <>
      {offers.length === 0 && <span className="note">aucune offre connue d’ici six mois</span>}
      <ul className="plain">
        {offers.map(({ offer, qualifiedTrainersNear }) => (
          <li key={offer.id}>
            <NodeLink node={offer} />{' '}
            <span className="note">
              {word('OfferKind', offer.offerKind)}, pour{' '}
              {list(
                offer.audiences
                  .filter((one) => need.audiences.includes(one))
                  .map((one) => word('Audience', one)),
              ) || 'tous publics'}
              , {count(qualifiedTrainersNear.length, 'formateur qualifié', 'formateurs qualifiés')} ici
            </span>
          </li>
        ))}
      </ul>
      <div>
        <Link to={`/formateurs?${search}`}>Offres et formateurs</Link>
      </div>
    </>
  );
}
