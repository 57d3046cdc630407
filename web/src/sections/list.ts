/**
 * The sections of the page, in order, with their numbers in docs/metrics.
 */
import type { ComponentType } from "preact";
import { Categories } from "./Categories";
import { CocoMetrics } from "./CocoMetrics";
import { Configuration } from "./Configuration";
import { Counts } from "./Counts";
import { Curves } from "./Curves";
import { Distributions } from "./Distributions";
import { Examples } from "./Examples";
import { Images } from "./Images";

export interface SectionEntry {
  /** Anchor in the page. */
  readonly id: string;
  /** null: a section beyond the numbered ones. */
  readonly number: number | null;
  readonly title: string;
  readonly Content: ComponentType;
}

export const SECTIONS: readonly SectionEntry[] = [
  { id: "configuration", number: 0, title: "Configuration", Content: Configuration },
  { id: "coco-metrics", number: 1, title: "COCO metrics", Content: CocoMetrics },
  { id: "curves", number: 2, title: "Precision-recall curves", Content: Curves },
  { id: "counts", number: 3, title: "Aggregate metrics", Content: Counts },
  { id: "categories", number: null, title: "Categories", Content: Categories },
  { id: "images", number: 4, title: "Image metrics", Content: Images },
  { id: "distributions", number: 5, title: "Distributions", Content: Distributions },
  { id: "examples", number: 6, title: "Examples", Content: Examples },
];
