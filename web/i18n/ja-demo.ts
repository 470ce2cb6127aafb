/** The clock of the simulated bay, in Japanese. */
export const jaDemo = {
  'demo.label': '訓練の時計',
  'demo.speed': '時間の速さ',
  'demo.times': '×{rate}',
  'demo.moments': '場面へ進む',
  'demo.noWayBack': '全員の画面が進み、後戻りはできません。飛ばした間の記録は残りません。',
  'demo.loading': '場面を読み込んでいます…',
  'demo.noMoments': 'この先に場面はありません。',
  'demo.ahead': '{time}後',
  'demo.away': 'サーバーが応答しません。時計の表示を確かめてください。',
  'demo.refused': '受け付けられませんでした：{message}',
  'demo.retry': 'もう一度',
  'demo.leapt': '{time} へ進みました',
  'demo.leaptNote': '船舶を受信し直しています。飛ばした時間の航跡はありません。',
} as const;
