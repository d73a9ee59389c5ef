import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useLocation, useNavigate } from 'react-router';
import { useSharedSearch } from '../address';
import { sheetAddress } from '../parts/links';
import { NodeName } from '../parts/NodeName';
import { type Suggestion, useSuggestions } from '../parts/useSuggestions';

const MAX_SUGGESTIONS = 8;

/** Searches the graph, with suggestions while a text is typed; Ctrl + K focuses the field from anywhere. */
export function SearchField() {
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const sharedSearch = useSharedSearch();
  const { pathname, search } = useLocation();
  const shown = pathname === '/recherche' ? (new URLSearchParams(search).get('q') ?? '') : '';
  const [text, setText] = useState(shown);
  const { suggestions, isApproximate, emptyText } = useSuggestions(text, MAX_SUGGESTIONS);

  useEffect(() => setText(shown), [shown]);

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const showAll = () => {
    const input = text.trim();
    if (!input) return;
    const address = new URLSearchParams(sharedSearch);
    address.set('q', input);
    field.current?.blur();
    navigate(`/recherche?${address}`);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    showAll();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isOnSuggestion = field.current?.getAttribute('aria-activedescendant');
    if (event.key !== 'Enter' || event.target !== field.current || isOnSuggestion) return;
    event.preventDefault();
    event.stopPropagation();
    showAll();
  };

  return (
    <search>
      <form
        onSubmit={onSubmit}
        onKeyDownCapture={onKeyDown}
        onKeyDown={(event) => event.key === 'Escape' && event.preventDefault()}
        className="search"
      >
        <ComboBox
          className="search-box"
          items={suggestions}
          inputValue={text}
          onInputChange={setText}
          selectedKey={null}
          onSelectionChange={(key) => {
            if (key === null) return;
            setText(shown);
            navigate(sheetAddress(String(key), sharedSearch));
          }}
          menuTrigger="input"
          allowsCustomValue
          allowsEmptyCollection
        >
          <Label className="hidden">Rechercher un territoire, un acteur, une action</Label>
          <Input ref={field} enterKeyHint="search" placeholder="Rechercher… (Ctrl + K)" />
          <Popover className="popover">
            {isApproximate && <p className="note menu-note">Rien ne réunit tous ces mots ; au plus près :</p>}
            <ListBox
              className="menu-list"
              renderEmptyState={() => <span className="menu-item">{emptyText}</span>}
            >
              {({ label, details }: Suggestion) => (
                <ListBoxItem className="menu-item" textValue={`${label}, ${details}`}>
                  <NodeName label={label} /> <span className="note">{details}</span>
                </ListBoxItem>
              )}
            </ListBox>
          </Popover>
        </ComboBox>
        <button type="submit" className="button">
          Rechercher
        </button>
      </form>
    </search>
  );
}
