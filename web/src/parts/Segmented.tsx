/**
 * A choice of one among a few, all in sight.
 */
import type { ComponentChildren } from "preact";

interface Props<T extends string | number> {
  label: string;
  value: T;
  options: readonly { value: T; label: ComponentChildren; help?: string }[];
  onChange: (value: T) => void;
}

export function Segmented<T extends string | number>({
  label,
  value,
  options,
  onChange,
}: Props<T>) {
  return (
    <div class="segmented" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          type="button"
          key={option.value}
          title={option.help}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
