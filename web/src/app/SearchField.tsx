import { type FormEvent, useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useSharedSearch } from '../address';

/** Searches the graph; Ctrl + K focuses the field from anywhere. */
export function SearchField() {
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const sharedSearch = useSharedSearch();
  const { pathname, search } = useLocation();
  const text = pathname === '/recherche' ? (new URLSearchParams(search).get('q') ?? '') : '';

  useEffect(() => {
    if (field.current) field.current.value = text;
  }, [text]);

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
    const input = field.current?.value.trim();
    if (!input) return;
    const address = new URLSearchParams(sharedSearch);
    address.set('q', input);
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
