import { type FormEvent, useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useLocation } from 'react-router';
import { saveView } from '../savedViews';

/** Saves the page's address in this browser, under a name. */
export function SaveView({ title }: { title: string }) {
  const { pathname, search } = useLocation();
  const [message, setMessage] = useState('');
  return (
    <DialogTrigger onOpenChange={() => setMessage('')}>
      <Button className="button">Enregistrer la vue</Button>
      <Popover placement="bottom end" className="popover">
        <Dialog className="save-view" aria-label="Enregistrer la vue">
          {({ close }) => (
            <form
              onSubmit={(event: FormEvent<HTMLFormElement>) => {
                event.preventDefault();
                const name = String(new FormData(event.currentTarget).get('nom')).trim();
                if (!name) return;
                if (saveView({ name, address: pathname + search })) close();
                else setMessage('Ce navigateur ne garde rien : copiez l’adresse de la page.');
              }}
            >
              <label className="field">
                <span>Nom de la vue</span>
                <input name="nom" defaultValue={title} maxLength={120} required />
              </label>
              <button type="submit" className="button button-main">
                Enregistrer
              </button>
              <p className="note">
                Gardée dans ce navigateur, avec ses filtres et la date choisie ; « Mes vues » la retrouve et
                la partage.
              </p>
              {message && <p role="alert">{message}</p>}
            </form>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
