import { type FormEvent, useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useKept } from '../address';

/** The one search field, in the head of every view; Ctrl + K leads to it from anywhere. */
export function SearchField() {
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const kept = useKept();
  const { pathname, search } = useLocation();
  const asked = pathname === '/recherche' ? (new URLSearchParams(search).get('q') ?? '') : '';

  useEffect(() => {
    if (field.current) field.current.value = asked;
  }, [asked]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = field.current?.value.trim();
    if (!text) return;
    const address = new URLSearchParams(kept);
    address.set('q', text);
    navigate(`/recherche?${address}`);
  };

  return (
    <search>
      <form onSubmit={submit} className="search">
        <label htmlFor="recherche" className="hidden">
          Rechercher un territoire, un acteur, une action
        </label>
        <input
          ref={field}
          id="recherche"
          type="search"
          placeholder="Territoire, acteur, action… (Ctrl + K)"
          autoComplete="off"
        />
        <button type="submit" className="button">
          Rechercher
        </button>
      </form>
    </search>
  );
}
