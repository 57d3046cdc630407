/**
 * Section 4: counts of each image and how they are spread.
 */
import { Section } from "../parts/Section";
import { ImageSpread } from "./images/ImageSpread";
import { ImageStacks } from "./images/ImageStacks";
import { ImageTable } from "./images/ImageTable";

export function Images() {
  return (
    <Section lead="Which images are bad, and are they few or many? A click opens an image.">
      <div class="grid">
        <ImageStacks />
        <ImageSpread />
        <ImageTable />
      </div>
    </Section>
  );
}
