import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { Empty } from '../../parts/states';
import { forgetView, type SavedView, useSavedViews } from '../../savedViews';
import { shortDay } from '../../words/texts';

/** Lists the views saved in this browser, each with a link to share it. */
export function ViewsPage() {
  const views = useSavedViews();
  const [message, setMessage] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const copy = async ({ name, address }: SavedView) => {
    const link = window.location.origin + address;
    try {
      await navigator.clipboard.writeText(link);
      setMessage(`Lien de « ${name} » copié.`);
    } catch {
      setMessage(`Ce navigateur ne laisse pas copier ; le lien : ${link}`);
    }
  };
  const forget = ({ name }: SavedView) => {
    setMessage(forgetView(name) ? `Vue « ${name} » oubliée.` : 'Ce navigateur ne laisse rien changer.');
    heading.current?.focus();
  };
  return (
    <article className="view">
      <title>Mes vues – Cinq Axes</title>
      <div className="view-head">
        <div className="view-title">
          <h1 ref={heading} tabIndex={-1}>
            Mes vues
          </h1>
          <p role="status" className="view-status">
            {message}
          </p>
        </div>
      </div>
      {views.length === 0 ? (
        <Empty>
          Aucune vue enregistrée dans ce navigateur : « Enregistrer la vue », en haut de chaque page, en garde
          l’adresse, les filtres et la date.
        </Empty>
      ) : (
        <div className="table-frame">
          <table>
            <caption>Vues enregistrées dans ce navigateur</caption>
            <thead>
              <tr>
                <th scope="col">Nom</th>
                <th scope="col">Au</th>
                <th scope="col">
                  <span className="hidden">Partager ou oublier</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {views.map((view) => (
                <tr key={view.name}>
                  <th scope="row">
                    <Link to={view.address}>{view.name}</Link>
                  </th>
                  <td>{dayOf(view)}</td>
                  <td>
                    <div className="view-tools">
                      <button type="button" className="button" onClick={() => void copy(view)}>
                        Copier le lien<span className="hidden"> de « {view.name} »</span>
                      </button>
                      <button type="button" className="button" onClick={() => forget(view)}>
                        Oublier<span className="hidden"> « {view.name} »</span>
                      </button>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </article>
  );
}

/** Returns the day of a view; without one it opens on the present day. */
function dayOf({ address }: SavedView): string {
  const day = new URL(address, window.location.origin).searchParams.get('date') ?? '';
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? shortDay(day) : 'jour de l’ouverture';
}
