/**
 * Cities that people name when they are asked for their time, and that give no zone its name; without accents, in small
 * letters. Left out is what is called alike in two zones (San Jose, Santiago, Cordoba) unless one of them is meant nearly
 * always. Populations: https://population.un.org/wup/; zones: https://www.iana.org/time-zones.
 */
export const largeCities: Record<string, string> = {
  'America/New_York':
    'nyc, new york city, boston, washington, washington dc, philadelphia, miami, atlanta, orlando, tampa, charlotte, raleigh, ' +
    'baltimore, pittsburgh, cleveland, cincinnati, columbus, jacksonville, buffalo, brooklyn, newark',
  'America/Chicago':
    'houston, dallas, san antonio, austin, fort worth, minneapolis, milwaukee, saint louis, st louis, st. louis, kansas city, ' +
    'new orleans, nashville, memphis, oklahoma city, omaha',
  'America/Denver': 'salt lake city, albuquerque, colorado springs',
  'America/Los_Angeles':
    'la, san francisco, san diego, seattle, portland, las vegas, sacramento, oakland, fresno, long beach',
  'America/Toronto': 'ottawa, montreal, quebec',
  'America/Edmonton': 'calgary',
  'America/Mexico_City': 'mexico, cdmx, mexico df, guadalajara, puebla, queretaro, toluca, veracruz',
  'America/Bogota': 'medellin, cali, barranquilla, cartagena, bucaramanga',
  'America/Lima': 'arequipa, trujillo, cusco',
  'America/Guayaquil': 'quito',
  'America/Caracas': 'maracaibo, barquisimeto',
  'America/La_Paz': 'santa cruz de la sierra, cochabamba, sucre',
  'America/Santiago': 'santiago de chile, valparaiso, concepcion',
  'America/Argentina/Buenos_Aires': 'rosario, mar del plata, la plata',
  'America/Sao_Paulo': 'rio de janeiro, rio, brasilia, belo horizonte, curitiba, porto alegre',
  'America/Guatemala': 'guatemala city, ciudad de guatemala',
  'America/Panama': 'panama city, ciudad de panama',
  'America/El_Salvador': 'san salvador',
  'Europe/Madrid': 'barcelona, sevilla, seville, bilbao, zaragoza, malaga',
  'Atlantic/Canary': 'las palmas, tenerife, santa cruz de tenerife',
  'Europe/London': 'birmingham, manchester, liverpool, leeds, glasgow, edinburgh, bristol, cardiff',
  'Europe/Paris': 'lyon, marseille, marsella, toulouse, nice, bordeaux, lille, strasbourg',
  'Europe/Berlin':
    'hamburg, munich, munchen, cologne, koln, frankfurt, stuttgart, dusseldorf, leipzig, dresden, hannover',
  'Europe/Rome': 'milan, milano, naples, napoli, turin, torino, florence, firenze, bologna',
  'Europe/Zurich': 'geneva, geneve, ginebra, basel, bern, lausanne',
  'Europe/Amsterdam': 'rotterdam, the hague, den haag, utrecht',
  'Europe/Lisbon': 'porto, oporto',
  'Europe/Warsaw': 'krakow, cracow, wroclaw, gdansk, poznan',
  'Europe/Kiev': 'kharkiv, odesa, odessa, lviv',
  'Europe/Moscow': 'saint petersburg, st petersburg, st. petersburg',
  'Europe/Istanbul': 'ankara, izmir',
  'Europe/Stockholm': 'gothenburg, goteborg, malmo',
  'Europe/Athens': 'thessaloniki',
  'Asia/Jerusalem': 'tel aviv, haifa',
  'Asia/Dubai': 'abu dhabi',
  'Asia/Riyadh': 'jeddah, mecca',
  'Asia/Karachi': 'lahore, islamabad',
  'Asia/Calcutta':
    'mumbai, bombay, delhi, new delhi, bangalore, bengaluru, chennai, hyderabad, pune, ahmedabad',
  'Asia/Shanghai': 'beijing, pekin, guangzhou, shenzhen, chengdu, wuhan',
  'Asia/Tokyo': 'osaka, kyoto, nagoya, yokohama',
  'Asia/Seoul': 'busan',
  'Asia/Saigon': 'ho chi minh, hanoi',
  'Asia/Katmandu': 'kathmandu',
  'Asia/Rangoon': 'yangon',
  'Asia/Manila': 'quezon city, cebu',
  'Africa/Johannesburg': 'cape town, durban, pretoria',
  'Africa/Lagos': 'abuja, ibadan',
  'Africa/Casablanca': 'rabat, marrakesh, marrakech',
  'Australia/Sydney': 'canberra',
  'Pacific/Auckland': 'wellington, christchurch',
};
