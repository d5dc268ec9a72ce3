import type { Sketch, SketchItem } from '../../../src-shared/providers/guide';
import { t } from '../../../src-shared/texts/translate';
import classes from './guides.module.css';

/** Units of the drawing, which is as wide as its place allows: with the page's menu, and without it. */
const layouts = {
  wide: { width: 440, side: 128, left: 148, main: 272, titleAt: 29, itemsAt: 48 },
  narrow: { width: 320, side: 0, left: 18, main: 284, titleAt: 44, itemsAt: 62 },
} as const;
type Layout = (typeof layouts)[keyof typeof layouts];
const top = 34;
const heights: Record<SketchItem['kind'], number> = { field: 52, choice: 54, button: 40 };
const markSpace = 5;
/** Room for the outlines of two that follow each other. */
const itemGap = 12;

type SketchDrawingProps = {
  sketch: Sketch;
  /** For a column beside a form: of the menu, only the entry that is chosen. */
  narrow?: boolean;
};

/** A page of a provider in a few strokes, with what the step speaks of outlined. */
export function SketchDrawing({ sketch, narrow = false }: SketchDrawingProps) {
  const { host, menu, title, items } = sketch;
  const layout: Layout = narrow ? layouts.narrow : layouts.wide;
  const { width, side, left, titleAt, itemsAt } = layout;
  let y = top + itemsAt;
  const placed = items.map((item) => {
    const at = y;
    y += heights[item.kind] + itemGap;
    return { item, at };
  });
  const height = narrow ? y + 4 : Math.max(y + 4, top + 32 + menu.entries.length * 24);
  const marked = items.flatMap(({ marked, label }) => (marked ? [label] : []));
  const words = t('Sketch of the page “{title}” at {host}. Outlined: {outlined}.', {
    title,
    host,
    outlined: marked.join(', '),
  });
  return (
    <svg className={classes.sketch} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={words}>
      <rect className={classes.paper} x="0.5" y="0.5" width={width - 1} height={height - 1} rx="8" />
      {[14, 26, 38].map((x) => (
        <circle key={x} className={classes.dot} cx={x} cy={top / 2} r="3.5" />
      ))}
      <rect className={classes.box} x="56" y="8" width="220" height="18" rx="9" />
      <text className={classes.quiet} x="68" y="21">
        {host}
      </text>
      <path className={classes.line} d={`M0 ${top}H${width}${narrow ? '' : ` M${side} ${top}V${height}`}`} />
      {narrow ? (
        <text className={classes.quiet} x={left} y={top + 23}>
          {menu.chosen}
        </text>
      ) : (
        menu.entries.map((entry, index) => (
          <g key={entry}>
            {entry === menu.chosen && (
              <rect className={classes.chosen} x="8" y={top + 12 + index * 24} width={side - 16} height="22" rx="5" />
            )}
            <text className={entry === menu.chosen ? classes.word : classes.quiet} x="16" y={top + 27 + index * 24}>
              {entry}
            </text>
          </g>
        ))
      )}
      <text className={classes.title} x={left} y={top + titleAt}>
        {title}
      </text>
      {placed.map(({ item, at }) => (
        <Item key={item.label} item={item} y={at} layout={layout} />
      ))}
    </svg>
  );
}

/** Wide enough for its word in the drawing's font. */
const wide = (word: string) => word.length * 6.4 + 24;

function Item({ item, y, layout: { left, main } }: { item: SketchItem; y: number; layout: Layout }) {
  const height = heights[item.kind];
  const outline = item.kind === 'button' ? wide(item.label) : main;
  return (
    <g>
      {item.marked && (
        <rect
          className={classes.mark}
          x={left - markSpace - 2}
          y={y - markSpace}
          width={outline + 2 * markSpace + 4}
          height={height - 4 + 2 * markSpace}
          rx="8"
        />
      )}
      {item.kind === 'field' && (
        <>
          <text className={classes.word} x={left} y={y + 12}>
            {item.label}
          </text>
          <rect className={classes.box} x={left} y={y + 20} width={main} height="26" rx="5" />
          <text className={classes.value} x={left + 10} y={y + 37}>
            {item.value}
          </text>
        </>
      )}
      {item.kind === 'choice' && (
        <>
          <text className={classes.word} x={left} y={y + 12}>
            {item.label}
          </text>
          {item.options.map((option, index) => {
            const x = left + (index * main) / item.options.length;
            const isChosen = option === item.chosen;
            return (
              <g key={option}>
                <circle className={isChosen ? classes.picked : classes.box} cx={x + 8} cy={y + 34} r="6.5" />
                {isChosen && <circle className={classes.pip} cx={x + 8} cy={y + 34} r="3" />}
                <text className={isChosen ? classes.word : classes.quiet} x={x + 20} y={y + 38}>
                  {option}
                </text>
              </g>
            );
          })}
        </>
      )}
      {item.kind === 'button' && (
        <>
          <rect className={classes.button} x={left} y={y + 2} width={outline} height="30" rx="6" />
          <text className={classes.onButton} x={left + outline / 2} y={y + 21} textAnchor="middle">
            {item.label}
          </text>
        </>
      )}
    </g>
  );
}
