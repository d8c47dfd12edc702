// Where the nodes of a graph go. Parts that hang together are laid out one by one, and
// then set in rows. Within a part, those with an edge pull and all others push
// (Fruchterman and Reingold, Graph drawing by force-directed placement, 1991); nothing
// is left to chance.

const ROUNDS = 300;
// The room that the name of a node needs: to either side, above, below.
const [SIDE, ABOVE, BELOW] = [80, 18, 34];

/**
 * Return a place ``[x, y]`` for each of so many nodes, and how high the drawing is.
 *
 * @param edges Pairs of nodes, by their number.
 */
export function layout(count, edges, width) {
  const groups = connected(count, edges);
  const parts = groups.map((nodes) => placed(nodes, edges, width, groups.length === 1));
  parts.sort((a, b) => b.height - a.height || b.nodes.length - a.nodes.length);
  const spots = [];
  let [left, top, row] = [0, 0, 0];
  for (const part of parts) {
    if (left && left + part.width > width) [left, top, row] = [0, top + row, 0];
    part.nodes.forEach((node, index) => {
      const [x, y] = part.spots[index];
      spots[node] = [left + SIDE + x, top + ABOVE + y];
    });
    left += part.width;
    row = Math.max(row, part.height);
  }
  return { spots, height: top + row };
}

/** Return the nodes in parts that hang together. */
function connected(count, edges) {
  const parts = Array.from({ length: count }, (_, node) => [node]);
  for (const [a, b] of edges) {
    if (parts[a] === parts[b]) continue;
    const whole = [...parts[a], ...parts[b]];
    for (const node of whole) parts[node] = whole;
  }
  return [...new Set(parts)];
}

/** Return the places in one part, from nought, and its size with the names; one alone is as wide as can be. */
function placed(nodes, edges, most, alone) {
  const own = new Map(nodes.map((node, index) => [node, index]));
  const inside = edges.filter(([a]) => own.has(a)).map(([a, b]) => [own.get(a), own.get(b)]);
  const size = Math.sqrt(nodes.length);
  const widest = Math.max(most - 2 * SIDE, 120);
  const usual = nodes.length < 2 ? 0 : Math.max(150, 135 * size);
  const width = alone && nodes.length > 2 ? Math.min(widest, 2 * usual) : Math.min(widest, usual);
  const height = nodes.length < 3 ? 0 : Math.max(90, 95 * size);
  const spots = stretched(settled(nodes.length, inside), width, height);
  return { nodes, spots, width: width + 2 * SIDE, height: height + ABOVE + BELOW };
}

function settled(count, edges) {
  const turn = Math.PI * (3 - Math.sqrt(5));
  // A sunflower: everyone has a place of their own to begin with.
  const spots = Array.from({ length: count }, (_, index) => {
    const away = Math.sqrt((index + 0.5) / count);
    return [away * Math.cos(index * turn), away * Math.sin(index * turn)];
  });
  const ideal = 1.5 / Math.sqrt(count);
  for (let round = 0; round < ROUNDS && count > 2; round++) {
    const moves = spots.map(([x, y]) => [-x * 0.05, -y * 0.05]);
    for (let a = 0; a < count; a++) for (let b = a + 1; b < count; b++) force(spots, moves, a, b, (far) => (ideal * ideal) / far);
    for (const [a, b] of edges) if (a !== b) force(spots, moves, a, b, (far) => -(far * far) / ideal);
    const most = 0.2 * (1 - round / ROUNDS) + 0.002;
    moves.forEach(([x, y], index) => {
      const length = Math.hypot(x, y) || 1;
      const step = Math.min(length, most) / length;
      spots[index] = [spots[index][0] + x * step, spots[index][1] + y * step];
    });
  }
  return spots;
}

function force(spots, moves, a, b, strength) {
  const [x, y] = [spots[a][0] - spots[b][0], spots[a][1] - spots[b][1]];
  const far = Math.max(Math.hypot(x, y), 0.001);
  const push = strength(far) / far;
  moves[a][0] += x * push;
  moves[a][1] += y * push;
  moves[b][0] -= x * push;
  moves[b][1] -= y * push;
}

/** Return the places moved and stretched to begin at nought and fill that size. */
function stretched(spots, width, height) {
  const fit = (index, size) => {
    const all = spots.map((spot) => spot[index]);
    const [low, high] = [Math.min(...all), Math.max(...all)];
    return (value) => (high > low ? ((value - low) / (high - low)) * size : size / 2);
  };
  const [x, y] = [fit(0, width), fit(1, height)];
  return spots.map((spot) => [x(spot[0]), y(spot[1])]);
}
