/**
 * Section 6: the images and the objects behind the numbers.
 */
import { Figure, Section } from "../parts/Section";
import { Segmented } from "../parts/Segmented";
import { useSession } from "../state/session";
import type { ExampleLayout, ExampleMode } from "../state/view";
import { ImageGallery } from "./examples/ImageGallery";
import { ObjectGallery } from "./examples/ObjectGallery";
import { ExampleImageTable, ObjectTable } from "./examples/tables";

const MODES = [
  { value: "image", label: "By image" },
  { value: "object", label: "By object" },
] as const satisfies readonly { value: ExampleMode; label: string }[];

const LAYOUTS = [
  { value: "gallery", label: "Gallery" },
  { value: "table", label: "Table" },
] as const satisfies readonly { value: ExampleLayout; label: string }[];

const CONTENTS = {
  image: { gallery: ImageGallery, table: ExampleImageTable },
  object: { gallery: ObjectGallery, table: ObjectTable },
} as const;

const LEADS: Record<ExampleMode, string> = {
  image:
    "Found solid blue, false dashed vermillion, missed dotted purple. A click opens the viewer.",
  object: "Each found, false or missed object with what is around it. A click opens the viewer.",
};

export function Examples() {
  const { view } = useSession();
  const [mode, layout] = [view.mode.value, view.layout.value];
  const Content = CONTENTS[mode][layout];
  return (
    <Section lead="The filter bar chooses which outcomes, categories, sizes and images are shown.">
      <div class="grid">
        <Figure
          title={mode === "image" ? "Images" : "Objects"}
          lead={LEADS[mode]}
          actions={
            <>
              <Segmented
                label="List"
                value={mode}
                options={MODES}
                onChange={(value) => (view.mode.value = value)}
              />
              <Segmented
                label="Layout"
                value={layout}
                options={LAYOUTS}
                onChange={(value) => (view.layout.value = value)}
              />
            </>
          }
        >
          <Content />
        </Figure>
      </div>
    </Section>
  );
}
