const WRITTEN = {
  price: `
$1,299.00 ¦ € 1.299,00 ¦ 1 299,00 € ¦ £12.99 ¦ ¥128,000 ¦ ₹1,24,999 ¦ 12 999 zł ¦ CHF 1'299.- ¦ R$ 4.599,90
1 299 kr ¦ USD 10,000.00 ¦ 249,- Kč ¦ ₩1,590,000 ¦ Rp 15.999.000 ¦ 129.990 Ft ¦ 12,5 mln ¦ 1.234.567,89 €
$1,234,567.89 ¦ ₫2.490.000 ¦ 1 234 567 руб. ¦ 19.99 ¦ 1299 ¦ 12999.00 ¦ AED 4,299 ¦ ₺24.999,00
from 1,000 to 10,000 ¦ −15 % ¦ 3 for 2 ¦ 2 × 12,50 € ¦ 150.000.000 COP`,
  date: `
2026-11-23 ¦ 23.11.2026 ¦ 11/23/2026 ¦ 23/11/2026 ¦ 23 Nov 2026 ¦ November 23, 2026 ¦ 2026-11-23T15:14:20Z
2026-11-23T15:14:20.123+01:00 ¦ 20261123 ¦ 20261123T151420Z ¦ 2026W48 ¦ 2026-W48-1 ¦ 23.11.26 ¦ 15:14:20
1. 11. – 30. 11. 2026 ¦ 2024-2026 ¦ 2025/26 ¦ 1999–2004 ¦ 2026.11.23 ¦ 23-11-2026 ¦ 1795446860 ¦ 1795446860123
20261123151420 ¦ 2026年11月23日 ¦ 2026. 11. 23. ¦ 01.12.2026 18:30 ¦ 01/12/2026 18:30 – 20:45 ¦ 2026-11-23 15:14
Mon, 23 Nov 2026 15:14:20 GMT ¦ 14.00-16.30 ¦ 08:00–20:00`,
  'EAN-13': `
4003595475921 ¦ 5906665141506 ¦ 8710092141001 ¦ 3015431386101 ¦ 6905715748848 ¦ 4907753836091 ¦ 5001583277228
8052203052838 ¦ 7704756347459 ¦ 0730331075872 ¦ 4008361446549 ¦ 5901186329877 ¦ 8716285669543 ¦ 3018005555446
6904499704613 ¦ 4904844999406 ¦ 5006823385954 ¦ 8050370207648 ¦ 7704395637836 ¦ 0731785377147 ¦ 4001419974766
5906975509850 ¦ 8711248466610 ¦ 3017356707054 ¦ 6906667261461 ¦ 4909814722220 ¦ 5007343970330 ¦ 8055463972274
7705717650687 ¦ 0736807253331 ¦ 4003376355602 ¦ 5908496678299 ¦ 8713098237433 ¦ 3018375783654 ¦ 6906786126788
4904553319915 ¦ 5002775403531 ¦ 8057256842795 ¦ 7704426040079 ¦ 0738530890753`,
  'UPC-A': `
034271032347 ¦ 181010741753 ¦ 662105228965 ¦ 702060438266 ¦ 862294330177 ¦ 002878105429 ¦ 105238942587
691990338480 ¦ 786510673384 ¦ 872942274883 ¦ 011790856364 ¦ 117618742397 ¦ 621687134408 ¦ 783715438565
869758746161 ¦ 071237655769 ¦ 160982907886 ¦ 602295578921 ¦ 709874301359 ¦ 883735772950 ¦ 033718623483
122793248329 ¦ 615356417701 ¦ 751784497769 ¦ 813422114015`,
  'EAN named': `
EAN: 4000171019753 ¦ GTIN 5909255378931 ¦ EAN: 4006706286027 ¦ GTIN 5905570950913 ¦ EAN: 4008591037692
GTIN 5903699562482 ¦ EAN: 4000172675521 ¦ GTIN 5900865687925 ¦ EAN: 4001713196802 ¦ GTIN 5901819038794
EAN: 4008600276258 ¦ GTIN 5903171879251 ¦ EAN: 4007802314775 ¦ GTIN 5902370274430 ¦ EAN: 4000029416222
GTIN 5909686759729 ¦ EAN: 4004565870470 ¦ GTIN 5906569758992 ¦ EAN: 4002649741357 ¦ GTIN 5901341927214
EAN: 4003016973395 ¦ GTIN 5908960513101 ¦ EAN: 4009873641156 ¦ GTIN 5908420445669 ¦ EAN: 4002282346711
GTIN 5904353270521 ¦ EAN: 4005626220609 ¦ GTIN 5903209989716 ¦ EAN: 4002163247717 ¦ GTIN 5901874427403`,
  ISBN: `
ISBN 978-7-480-00629-6 ¦ ISBN 9787480006296 ¦ 9787480006296 ¦ ISBN 978-9-571-13587-8 ¦ ISBN 9789571135878
9789571135878 ¦ ISBN 978-5-448-07787-6 ¦ ISBN 9785448077876 ¦ 9785448077876 ¦ ISBN 978-3-070-36750-1
ISBN 9783070367501 ¦ 9783070367501 ¦ ISBN 978-0-598-38713-4 ¦ ISBN 9780598387134 ¦ 9780598387134
ISBN 978-8-598-89299-3 ¦ ISBN 9788598892993 ¦ 9788598892993 ¦ ISBN 978-3-572-38371-9 ¦ ISBN 9783572383719
9783572383719 ¦ ISBN 978-5-523-74974-2 ¦ ISBN 9785523749742 ¦ 9785523749742 ¦ ISBN 978-9-617-02811-9
ISBN 9789617028119 ¦ 9789617028119 ¦ ISBN 978-6-888-08204-8 ¦ ISBN 9786888082048 ¦ 9786888082048
ISBN 978-0-825-84012-8 ¦ ISBN 9780825840128 ¦ 9780825840128 ¦ ISBN 978-4-915-31548-0 ¦ ISBN 9784915315480
9784915315480 ¦ ISBN 978-2-275-88471-4 ¦ ISBN 9782275884714 ¦ 9782275884714 ¦ ISBN 978-6-142-44379-0
ISBN 9786142443790 ¦ 9786142443790 ¦ ISBN 978-2-083-69658-5 ¦ ISBN 9782083696585 ¦ 9782083696585`,
  'ISBN-10': `
ISBN 9-103-65329-7 ¦ ISBN 5-074-85324-7 ¦ ISBN 1-546-13376-2 ¦ ISBN 8-510-41516-6 ¦ ISBN 9-229-55008-2
ISBN 4-356-35032-8 ¦ ISBN 0-317-93242-7 ¦ ISBN 1-681-52831-5 ¦ ISBN 6-427-35829-6 ¦ ISBN 6-083-29948-2`,
  order: `
Order #426295 ¦ Order 96812498 ¦ order no. 7269782733 ¦ PO-2026-40437 ¦ Bestellung 361270296 ¦ INV6506197
#7826325 ¦ 230-6087535-8513166 ¦ S063311914 ¦ /orders/9618203 ¦ /orders/482479/items ¦ Order #145326
Order 26152160 ¦ order no. 8038508298 ¦ PO-2026-28700 ¦ Bestellung 383547506 ¦ INV9246436 ¦ #2101484
715-1058134-7869508 ¦ S077993625 ¦ /orders/4763974 ¦ /orders/636323/items ¦ Order #332476 ¦ Order 86893033
order no. 4685148247 ¦ PO-2026-34416 ¦ Bestellung 259508029 ¦ INV0638217 ¦ #9115173 ¦ 568-6563499-4350029
S012370586 ¦ /orders/3552834 ¦ /orders/810932/items ¦ Order #063302 ¦ Order 98616459 ¦ order no. 5724314674
PO-2026-04322 ¦ Bestellung 807319800 ¦ INV0042823 ¦ #1992997 ¦ 965-3927783-3458152 ¦ S003113774 ¦ /orders/1235139
/orders/543911/items ¦ Order #334926 ¦ Order 87976149 ¦ order no. 4355463304 ¦ PO-2026-68738
Bestellung 774312078 ¦ INV2912337 ¦ #0145410 ¦ 172-6254779-9485554 ¦ S086389157 ¦ /orders/4679028
/orders/685613/items ¦ Order #177164 ¦ Order 39560965 ¦ order no. 4292768387 ¦ PO-2026-48476
Bestellung 782464374 ¦ INV9755940 ¦ #5600830 ¦ 307-4931690-8342547 ¦ S079238562 ¦ /orders/3527969
/orders/045631/items ¦ Order #701210 ¦ Order 26570556 ¦ order no. 5078805648 ¦ PO-2026-09981
Bestellung 518695560 ¦ INV5703517 ¦ #2798713 ¦ 890-4794341-3968935 ¦ S007763969 ¦ /orders/3062205
/orders/633183/items ¦ Order #980060 ¦ Order 91980554 ¦ order no. 9596783434 ¦ PO-2026-45466
Bestellung 220079442 ¦ INV5045643 ¦ #6280501 ¦ 739-8816015-7655618 ¦ S093388991 ¦ /orders/8808298
/orders/881285/items ¦ Order #756816 ¦ Order 89950201 ¦ order no. 9783248536 ¦ PO-2026-10837
Bestellung 520640507 ¦ INV2630771 ¦ #0557948 ¦ 116-0724225-8782710 ¦ S031424813 ¦ /orders/3816330
/orders/416793/items ¦ Order #051516 ¦ Order 07291090 ¦ order no. 6034314370 ¦ PO-2026-88326
Bestellung 262358697 ¦ INV8721296 ¦ #9913693 ¦ 654-2178975-8436526 ¦ S046893841 ¦ /orders/2325610
/orders/545358/items ¦ Order #465063 ¦ Order 91109099 ¦ order no. 2083696191 ¦ PO-2026-29606
Bestellung 092356389 ¦ INV8013196 ¦ #6211883 ¦ 586-3280029-3998411 ¦ S075332768 ¦ /orders/9715680
/orders/279626/items ¦ Order #818189 ¦ Order 13135616 ¦ order no. 8819051584 ¦ PO-2026-13825
Bestellung 983390620 ¦ INV7626647 ¦ #3642317 ¦ 465-8545587-0384390 ¦ S036656112 ¦ /orders/7364816
/orders/997179/items`,
  sku: `
SKU-60399-S ¦ AB-9232 ¦ GAC950327 ¦ 681167 ¦ 3417429 ¦ art. 368.351.35 ¦ WH-1000XM0 ¦ 817-6609 ¦ CA2794-379
Art.-Nr. 32198175 ¦ /p/70010880 ¦ /product/353739-blue-shirt ¦ /dp/B0VNK68LUM ¦ SKU-11807-M ¦ AB-2363 ¦ HFB797248
398591 ¦ 5115199 ¦ art. 630.255.85 ¦ WH-1000XM1 ¦ 459-5930 ¦ GD2206-794 ¦ Art.-Nr. 53587398 ¦ /p/12439437
/product/462247-blue-shirt ¦ /dp/B053KYE4NC ¦ SKU-05726-L ¦ AB-2959 ¦ HGE546607 ¦ 220720 ¦ 0124185
art. 727.718.30 ¦ WH-1000XM2 ¦ 404-2933 ¦ KF5128-287 ¦ Art.-Nr. 19186567 ¦ /p/10335629
/product/736969-blue-shirt ¦ /dp/B00D50PN7M ¦ SKU-99255-X ¦ AB-6109 ¦ BGG681438 ¦ 218545 ¦ 8753839
art. 501.169.97 ¦ WH-1000XM3 ¦ 326-2484 ¦ JK0068-119 ¦ Art.-Nr. 78326023 ¦ /p/90179224
/product/902462-blue-shirt ¦ /dp/B045AGF667 ¦ SKU-60402-S ¦ AB-3903 ¦ ADF981039 ¦ 301197 ¦ 2742553
art. 886.122.41 ¦ WH-1000XM4 ¦ 248-1690 ¦ BH2116-355 ¦ Art.-Nr. 12051909 ¦ /p/09813744
/product/057861-blue-shirt ¦ /dp/B0B1KBTWWV ¦ SKU-08691-M ¦ AB-0592 ¦ EBF099953 ¦ 399421 ¦ 8720581
art. 241.940.27 ¦ WH-1000XM5 ¦ 237-2894 ¦ FD9136-609 ¦ Art.-Nr. 58531619 ¦ /p/17471823
/product/885006-blue-shirt ¦ /dp/B0FK7DNJT8 ¦ SKU-81987-L ¦ AB-9074 ¦ AGB602424 ¦ 052888 ¦ 4949749
art. 869.875.77 ¦ WH-1000XM6 ¦ 090-9999 ¦ GK9165-800 ¦ Art.-Nr. 26608903 ¦ /p/79927895
/product/258200-blue-shirt ¦ /dp/B087B2AXFH ¦ SKU-44677-X ¦ AB-4988 ¦ BGE585475 ¦ 197694 ¦ 6909945
art. 545.694.57 ¦ WH-1000XM7 ¦ 883-8835 ¦ FD9096-641 ¦ Art.-Nr. 64792420 ¦ /p/88571446
/product/996715-blue-shirt ¦ /dp/B0HTZYR635 ¦ SKU-78730-S ¦ AB-8954 ¦ DGG106234 ¦ 889299 ¦ 0934650
art. 118.202.10 ¦ WH-1000XM8 ¦ 230-8781 ¦ EA7502-284 ¦ Art.-Nr. 90044765 ¦ /p/30263746
/product/724962-blue-shirt ¦ /dp/B08H9C24XJ ¦ SKU-05626-M ¦ AB-8081 ¦ CDF442228 ¦ 339438 ¦ 7822992
art. 746.941.32 ¦ WH-1000XM9 ¦ 380-9863 ¦ FC4307-248 ¦ Art.-Nr. 17323702 ¦ /p/32295483
/product/623126-blue-shirt ¦ /dp/B0PS1Q2KWN ¦ SKU-12489-L ¦ AB-9180 ¦ GFH664959 ¦ 826392 ¦ 8677287
art. 189.636.69 ¦ WH-1000XM10 ¦ 231-7349 ¦ FC4620-374 ¦ Art.-Nr. 62832220 ¦ /p/47529114
/product/616065-blue-shirt ¦ /dp/B08TE9FJ5W ¦ SKU-07742-X ¦ AB-8446 ¦ EGH213452 ¦ 667974 ¦ 3465561
art. 552.389.30 ¦ WH-1000XM11 ¦ 304-7581 ¦ CF6997-261 ¦ Art.-Nr. 99421015 ¦ /p/94325946
/product/609315-blue-shirt ¦ /dp/B03UJUEEJK`,
  version: `
v1.2.3 ¦ 10.15.7 ¦ 126.0.6478.127 ¦ 4.18.2-beta.1 ¦ Chrome 126.0.0.0 ¦ iOS 17.5.1 ¦ Windows NT 10.0 ¦ 2026.11.0
v22.11.0-nightly20261101 ¦ 1.0.0-rc.1+build.5114 ¦ firmware 3.04.0112 ¦ Build 22631.3880 ¦ Android 14 (API 34)
Firefox 140.0.4 ¦ 19H2`,
  coordinates: `
52.520008, 13.404954 ¦ 40.7128° N, 74.0060° W ¦ -33.8688,151.2093 ¦ @52.5200066,13.404954,17z
48°51′24″N 2°21′03″E ¦ 35.6895 139.6917`,
  number: `
1,234,567 views ¦ 10 000 steps ¦ 100000 ¦ 1234567 ¦ 99.99 % ¦ 3.14159265358979 ¦ 6.022e23 ¦ 1024×768 ¦ 3840 x 2160
4 GB ¦ 512 MB ¦ 220–240 V ¦ 5000 mAh ¦ 20000 mAh ¦ 1 000 000 ¦ 0800 ¦ 404 ¦ 500 ml ¦ 12 x 330 ml ¦ 2.5 m × 1.8 m
100 000 km ¦ 1:1000 ¦ 0.000123 ¦ 0x1F ¦ #FF8800 ¦ #ff8800 ¦ 100% cotton ¦ 33,333 ¦ 7 billion ¦ 2 147 483 647
4294967296 ¦ LED 4000K 1521lm ¦ E27 806 lm`,
  title: `
iPhone 15 Pro Max 256 GB ¦ Samsung Galaxy S24 Ultra 5G 512 GB (SM-S928B) ¦ LEGO 42115 Lamborghini Sián FKP 37
Sony WH-1000XM5 ¦ Nike Air Max 90 ¦ Levi's 501 W32 L34 ¦ Intel Core i9-14900K ¦ NVIDIA GeForce RTX 4090 24 GB
Canon EOS R5 RF 24-105mm f/4L ¦ Bosch GSR 18V-55 0 601 9H5 200 ¦ Philips 55OLED808/12 ¦ IKEA 804.157.91
Michelin 205/55 R16 91V ¦ Varta 12V 60Ah 540A 560 408 054 ¦ HP 304XL N9K08AE ¦ Seagate ST8000VN004 8 TB
Makita DHP482RTJ ¦ Top 10 cameras of 2026 ¦ 1984 by George Orwell ¦ Catch-22 ¦ Ocean's 11 ¦ 24h Le Mans 2026
Boeing 737-800 ¦ BMW 320d 2019 150 PS ¦ Porsche 911 992 ¦ Peugeot 3008 ¦ ThinkPad X1 Carbon Gen 12 21KC006AGE
Kärcher K 5 1.324-500.0 ¦ Siemens 6ES7214-1AG40-0XB0 ¦ WD40 ¦ A4 80 g/m² 500 sheets ¦ DIN EN ISO 9001:2015
IEC 60601-1-2 ¦ RFC 7231 ¦ ISO 8601 ¦ Windows 11 24H2 KB5037853 ¦ CVE-2024-45389 ¦ GPT-4o vs Claude 3.5
Euro 2024: 1-0, 2-2 ¦ Score 102:98 ¦ Route 66 ¦ Room 1408 ¦ Blink-182 ¦ Area 51 ¦ 12 Angry Men
50 % off until 24.12. ¦ Track 07 – 03:45 ¦ Opening hours Mo–Fr 9–18, Sa 10–14 ¦ Gate B22 seat 14C ¦ Flight LH 1234
ICE 597 08:31 → 12:04 ¦ Zutaten: E330, E471, E500 ¦ Nr. 5 ¦ 2-in-1 ¦ USB 3.2 Gen 2x2 20 Gbit/s ¦ IP68 ¦ RAL 9016
Pantone 19-4052 ¦ 925 silver ¦ 18 kt`,
  slug: `
https://shop.example/blog/international-collaboration-sustainable-2000
https://shop.example/Category/Internationalintroduction
https://shop.example/blog/collaboration-introduction-procurement-2001
https://shop.example/Category/Collaborationto ¦ https://shop.example/blog/sustainable-procurement-performance-2002
https://shop.example/Category/Sustainableresponsible ¦ https://shop.example/blog/development-of-introduction-2003
https://shop.example/Category/Developmentprocurement
https://shop.example/blog/introduction-international-characteristics-2004
https://shop.example/Category/Introductionunderstanding
https://shop.example/blog/to-development-collaboration-2005 ¦ https://shop.example/Category/Tocharacteristics
https://shop.example/blog/responsible-responsible-responsible-2006 ¦ https://shop.example/Category/Responsibleof
https://shop.example/blog/procurement-characteristics-environmental-2007
https://shop.example/Category/Procurementenvironmental
https://shop.example/blog/understanding-performance-development-2008
https://shop.example/Category/Understandingperformance
https://shop.example/blog/characteristics-sustainable-understanding-2009
https://shop.example/Category/Characteristicsinternational ¦ https://shop.example/blog/of-to-international-2010
https://shop.example/Category/Ofcollaboration ¦ https://shop.example/blog/environmental-understanding-to-2011
https://shop.example/Category/Environmentalsustainable
https://shop.example/blog/performance-environmental-of-2012 ¦ https://shop.example/Category/Performancedevelopment
https://shop.example/blog/international-collaboration-sustainable-2013
https://shop.example/blog/collaboration-introduction-procurement-2014
https://shop.example/blog/sustainable-procurement-performance-2015
https://shop.example/blog/development-of-introduction-2016
https://shop.example/blog/introduction-international-characteristics-2017
https://shop.example/blog/to-development-collaboration-2018
https://shop.example/blog/responsible-responsible-responsible-2019
https://shop.example/blog/procurement-characteristics-environmental-2020
https://shop.example/blog/understanding-performance-development-2021
https://shop.example/blog/characteristics-sustainable-understanding-2022
https://shop.example/blog/of-to-international-2023 ¦ https://shop.example/blog/environmental-understanding-to-2024
https://shop.example/blog/performance-environmental-of-2025
https://shop.example/blog/international-collaboration-sustainable-2026
https://shop.example/blog/collaboration-introduction-procurement-2027
https://shop.example/blog/sustainable-procurement-performance-2028
https://shop.example/blog/development-of-introduction-2029
https://shop.example/blog/introduction-international-characteristics-2030
https://shop.example/blog/to-development-collaboration-2031
https://shop.example/blog/responsible-responsible-responsible-2032
https://shop.example/blog/procurement-characteristics-environmental-2033
https://shop.example/blog/understanding-performance-development-2034
https://shop.example/blog/characteristics-sustainable-understanding-2035
https://shop.example/blog/of-to-international-2036 ¦ https://shop.example/blog/environmental-understanding-to-2037
https://shop.example/blog/performance-environmental-of-2038
https://shop.example/blog/international-collaboration-sustainable-2039`,
  identifier: `
addEventListener ¦ XMLHttpRequestEventTarget ¦ getElementsByClassName
TypeError: Cannot read properties of undefined (reading 'querySelectorAll')
ResizeObserver loop completed with undelivered notifications. ¦ IntersectionObserverEntry ¦ requestAnimationFrame
react-dom.production.min.js:187 ¦ NS_ERROR_FAILURE ¦ ERR_CONNECTION_REFUSED ¦ Donaudampfschifffahrtsgesellschaft
Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz ¦ supercalifragilisticexpialidocious
llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch ¦ category_page_main_banner_top_left
homepage-hero-banner-2026-black-friday ¦ spring_sale_2026_newsletter_week_12 ¦ BlackFriday2026CyberWeekPromo
newsletterSubscriptionConfirmationDialog ¦ main-navigation__item--active-parent
com.example.android.application.MainActivity ¦ https://cdn.example/assets/vendor.min.js
application/vnd.openxmlformats-officedocument ¦ text/html; charset=utf-8
/en-US/products/women/dresses/maxi-dresses-and-evening-gowns ¦ /wiki/Antidisestablishmentarianism
/docs/2.0/getting-started/installation#requirements ¦ utm_campaign=2026_q4_retargeting_lookalike_1pct
Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36`,
  url: `
https://shop.example/p/blue-shirt-42
https://shop.example/c/shoes/?utm_source=google&utm_medium=cpc&utm_campaign=brand_de_2026
https://www.example.co.uk/2026/11/23/how-to-choose-a-tent ¦ https://news.example/article/1234567
https://forum.example/t/topic-name/48213/17 ¦ https://shop.example/de-AT/damen/schuhe/c1024/p2
https://example.com/@brand ¦ https://example.com/@brand/posts/42 ¦ https://shop.example/size/42-44
https://maps.example/place/52.5200,13.4050 ¦ https://shop.example/images/600x800/1234567.jpg
https://shop.example/static/css/main.3f2a91bc.css ¦ https://shop.example/static/app.8d1f0c2b.js
http://localhost:8080/admin ¦ https://blog.example/2026/ ¦ https://shop.example/item/10029384
https://shop.example/f/price:100-200/size:m/ ¦ https://shop.example/tag/100%25-cotton
https://docs.example/v3/api ¦ https://x.example/#/products/42 ¦ /a/b/c ¦ / ¦ https://example.com
https://example.com/caf%C3%A9 ¦ https://ja.example/%E6%97%A5%E6%9C%AC ¦ /search ¦ /p/12345678-wireless-mouse
/gp/product/B08N5WRWNW ¦ /itm/256192837465 ¦ /watch/dQw4w9WgXcQ ¦ /status/1861029384756102938`,
  youtube: `
dQw4w9WgXcQ ¦ intro-v2 ¦ vimeo 824804225`,
  tracking: `
1Z999AA10123456784 ¦ JD014600003828392837 ¦ RR123456785DE`,
  postcode: `
10115 Berlin ¦ SW1A 1AA ¦ 75008 Paris ¦ 00-950 Warszawa ¦ NY 10001-1234 ¦ 〒100-0001 ¦ K1A 0B1 ¦ 1010 Wien ¦ 110001`,
  'key-ish': `
tokenization explained ¦ Passwords: a guide ¦ key: C major ¦ code red ¦ state: open ¦ Session 3: testing ¦ pin it
hash browns ¦ ticket prices ¦ secret garden ¦ keyboard ¦ The key to success ¦ Code: BLACKFRIDAY ¦ author: Jane`,
};

/** What a shop, a magazine or an app shows and has in its addresses, made up; barcodes have their check digit. */
export const THINGS: readonly string[] = Object.values(WRITTEN).flatMap((lines) =>
  lines.trim().split(/ ¦ |\n/),
);
