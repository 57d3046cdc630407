/**
 * The frame of a section's content and of a figure in it: a line that says how to read it, and
 * buttons to take it away.
 */
import type { ComponentChildren } from "preact";

interface SectionProps {
  /** One or two sentences under the heading. */
  lead: ComponentChildren;
  children: ComponentChildren;
}

/** What stands under the heading of a section. */
export function Section({ lead, children }: SectionProps) {
  return (
    <>
      <p class="lead">{lead}</p>
      {children}
    </>
  );
}

interface FigureProps {
  title: ComponentChildren;
  /** What it shows and how to read it. */
  lead: ComponentChildren;
  /** Buttons and switches, right of the title. */
  actions?: ComponentChildren;
  /** Width in the section's grid of 12 columns. */
  span?: 4 | 5 | 6 | 7 | 8 | 12;
  children: ComponentChildren;
}

export function Figure({ title, lead, actions, span = 12, children }: FigureProps) {
  return (
    <figure class={`card span-${span}`}>
      <figcaption>
        <div class="card-head">
          <h3>{title}</h3>
          {actions && <div class="actions">{actions}</div>}
        </div>
        <p class="lead">{lead}</p>
      </figcaption>
      {children}
    </figure>
  );
}

/** Words in the place of a chart or a table that has nothing to show. */
export function Nothing({ children }: { children: ComponentChildren }) {
  return <p class="nothing">{children}</p>;
}
