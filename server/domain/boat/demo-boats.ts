/** Who is on board, by their posts: the boats are fictional, so nobody is named. */
const CREWS = ['船長', '機関長', '監視官', '監視官補', '通信士', '甲板員', '甲板長', '機関士', '検査官'] as const;

/** The fictional boats of the demo bay. Berths as in the scenario, the large boat's where she patrols. */
export const DEMO_BOATS = [
  boat('minato-1', ['みなと1', 'Minato-1'], 'wide', 'yokohama', [139.6445, 35.4535], [34, 28, 1.4, 12, 6]),
  boat('minato-2', ['みなと2', 'Minato-2'], 'harbour', 'yokohama', [139.6445, 35.4535], [30, 24, 1.1, 8, 4]),
  boat('shiosai', ['しおさい', 'Shiosai'], 'wide', 'yokohama', [139.666, 35.287], [33, 28, 1.4, 12, 6]),
  boat('akebono', ['あけぼの', 'Akebono'], 'harbour', 'tokyo', [139.776, 35.622], [29, 24, 1.1, 8, 4]),
  boat('fusakaze', ['ふさかぜ', 'Fusakaze'], 'harbour', 'yokohama', [140.101, 35.602], [30, 24, 1.1, 8, 4]),
  boat('tokyo-wan', ['とうきょうわん', 'Tokyo-wan'], 'large', 'yokohama', [139.6445, 35.4535], [30, 25, 2, 30, 9]),
] as const;

/** Where the large boat is on patrol when the story begins: off Tsurugisaki. */
export const PATROL_OFF_TSURUGISAKI = { lon: 139.655, lat: 35.075 } as const;

function boat(
  boatId: string,
  [ja, en]: readonly [string, string],
  kind: 'large' | 'wide' | 'harbour',
  office: 'yokohama' | 'tokyo',
  [lon, lat]: readonly [number, number],
  [maxKn, cruiseKn, draughtM, enduranceH, crewSize]: readonly [number, number, number, number, number],
) {
  const entry = {
    ...{ boatId, name: { ja, en }, callSign: `JX${boatId.length}${en.slice(0, 2).toUpperCase()}`, class: kind, office },
    ...{ berth: { lon, lat }, maxKn, cruiseKn, draughtM, enduranceH, crewSize },
    ...{ mmsi: null, phone: null, vhfChannel: 16 },
  };
  return { entry, crew: CREWS.slice(0, crewSize) };
}
