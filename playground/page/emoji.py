"""The emoji people use at work, by the names Slack knows them under; any other name stays as it was typed."""

import re

_TABLE = """
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 100 💯 adult 🧑 airplane ✈️ alarm_clock ⏰ alien 👽 ambulance 🚑
anchor ⚓ angry 😠 anguished 😧 ant 🐜 apple 🍎 arrow_down ⬇️ arrow_forward ▶️ arrow_left ⬅️
arrow_right ➡️ arrow_up ⬆️ arrow_upper_right ↗️ arrow_lower_right ↘️ arrows_counterclockwise 🔄
art 🎨 astonished 😲 avocado 🥑 baby 👶 balloon 🎈 ballot_box_with_check ☑️ banana 🍌 bangbang ‼️
bank 🏦 bar_chart 📊 basketball 🏀 battery 🔋 beach_with_umbrella 🏖️ bear 🐻 bee 🐝 beer 🍺 beers 🍻
beetle 🐞 bell 🔔 bike 🚲 bird 🐦 birthday 🎂 blossom 🌼 blue_book 📘 blue_heart 💙 large_blue_circle 🔵
blush 😊 bomb 💣 book 📖 bookmark 🔖 books 📚 boom 💥 bouquet 💐 bow 🙇 bowling 🎳 boy 👦 brain 🧠 bread 🍞
bricks 🧱 bridge_at_night 🌉 briefcase 💼 broken_heart 💔 broom 🧹 bug 🐛 bulb 💡 bus 🚌
bust_in_silhouette 👤 busts_in_silhouette 👥 butterfly 🦋 cactus 🌵 cake 🍰 calendar 📆
spiral_calendar_pad 🗓️ call_me_hand 🤙 camera 📷 candle 🕯️ car 🚗 card_index 📇 cat 🐱 chart 💹
chart_with_downwards_trend 📉 chart_with_upwards_trend 📈 checkered_flag 🏁 cheese_wedge 🧀
cherry_blossom 🌸 chess_pawn ♟️ christmas_tree 🎄 clap 👏 clapper 🎬 clipboard 📋 clock1 🕐 clock9 🕘
clock10 🕙 closed_book 📕 closed_lock_with_key 🔐 cloud ☁️ clown_face 🤡 cocktail 🍸 coffee ☕
cold_sweat 😰 collision 💥 compass 🧭 computer 💻 confetti_ball 🎊 confounded 😖 confused 😕 construction 🚧
cookie 🍪 cool 🆒 cowboy 🤠 crossed_fingers 🤞 crown 👑 cry 😢 crying_cat_face 😿 crystal_ball 🔮 cupcake 🧁
dancer 💃 dart 🎯 dash 💨 date 📅 deciduous_tree 🌳 desktop_computer 🖥️ disappointed 😞 dizzy 💫 dog 🐶
dollar 💵 dolphin 🐬 door 🚪 doughnut 🍩 dragon 🐉 dromedary_camel 🐪 droplet 💧 duck 🦆 ear 👂
earth_africa 🌍 earth_americas 🌎 egg 🥚 eight 8️⃣ elephant 🐘 email 📧 envelope ✉️ evergreen_tree 🌲
exclamation ❗ exploding_head 🤯 expressionless 😑 eyeglasses 👓 eyes 👀 face_palm 🤦 face_with_monocle 🧐
face_with_rolling_eyes 🙄 face_with_thermometer 🤒 factory 🏭 fallen_leaf 🍂 family 👪 fire 🔥
fire_engine 🚒 fireworks 🎆 first_place_medal 🥇 fish 🐟 five 5️⃣ flag-nl 🇳🇱 flag-be 🇧🇪 flag-gb 🇬🇧
flag-us 🇺🇸 flag-de 🇩🇪 flag-fr 🇫🇷 flag-eu 🇪🇺 flashlight 🔦 flushed 😳 football 🏈 footprints 👣
four 4️⃣ four_leaf_clover 🍀 fox_face 🦊 fried_egg 🍳 fries 🍟 frog 🐸 frowning 😦 gear ⚙️ gem 💎
ghost 👻 gift 🎁 girl 👧 glass_of_milk 🥛 green_apple 🍏 green_book 📗 green_heart 💚 large_green_circle 🟢
grey_question ❔ grimacing 😬 grin 😁 grinning 😀 guitar 🎸 hammer 🔨 hammer_and_wrench 🛠️ hamster 🐹
hand ✋ raised_hand ✋ handshake 🤝 hatching_chick 🐣 hear_no_evil 🙉 heart ❤️ heart_eyes 😍 heartbeat 💓
hearts ♥️ heavy_check_mark ✔️ heavy_minus_sign ➖ heavy_plus_sign ➕ herb 🌿 hibiscus 🌺
high_brightness 🔆 hocho 🔪 honeybee 🐝 horse 🐴 hospital 🏥 hot_pepper 🌶️ hourglass ⌛
hourglass_flowing_sand ⏳ house 🏠 hugging_face 🤗 hushed 😯 ice_cream 🍨 inbox_tray 📥
information_source ℹ️ innocent 😇 interrobang ⁉️ jack_o_lantern 🎃 joy 😂 key 🔑 keyboard ⌨️ kiss 💋
kissing_heart 😘 knot 🪢 label 🏷️ ladder 🪜 lady_beetle 🐞 large_orange_circle 🟠 large_yellow_circle 🟡
laughing 😆 leaves 🍃 ledger 📒 left_right_arrow ↔️ lemon 🍋 link 🔗 lion_face 🦁 lock 🔒 lollipop 🍭
loudspeaker 📢 love_letter 💌 luggage 🧳 mag 🔍 mag_right 🔎 mailbox 📫 man 👨 man-shrugging 🤷‍♂️
mask 😷 mega 📣 memo 📝 pencil 📝 pencil2 ✏️ microphone 🎤 mortar_board 🎓 mount_fuji 🗻 mountain ⛰️
mouse 🐭 movie_camera 🎥 muscle 💪 mushroom 🍄 musical_note 🎵 nail_care 💅 nerd_face 🤓 neutral_face 😐
new 🆕 newspaper 📰 nine 9️⃣ no_bell 🔕 no_entry ⛔ no_entry_sign 🚫 no_mouth 😶 notebook 📓 notes 🎶
ocean 🌊 octopus 🐙 office 🏢 ok 🆗 ok_hand 👌 older_woman 👵 one 1️⃣ open_book 📖 open_file_folder 📂
open_mouth 😮 orange_book 📙 orange_heart 🧡 outbox_tray 📤 owl 🦉 package 📦 page_facing_up 📄 palm_tree 🌴
pancakes 🥞 panda_face 🐼 paperclip 📎 partying_face 🥳 peach 🍑 penguin 🐧 pensive 😔 person_frowning 🙍
phone ☎️ telephone ☎️ pig 🐷 pill 💊 pineapple 🍍 pizza 🍕 point_down 👇 point_left 👈 point_right 👉
point_up ☝️ police_car 🚓 popcorn 🍿 pray 🙏 printer 🖨️ purple_heart 💜 pushpin 📌 question ❓ rabbit 🐰
racing_car 🏎️ radio 📻 rage 😡 rain_cloud 🌧️ rainbow 🌈 raised_hands 🙌 raising_hand 🙋 recycle ♻️
red_circle 🔴 relaxed ☺️ relieved 😌 repeat 🔁 revolving_hearts 💞 ribbon 🎀 robot_face 🤖 rocket 🚀
rolling_on_the_floor_laughing 🤣 rose 🌹 rotating_light 🚨 round_pushpin 📍 runner 🏃 running 🏃 sailboat ⛵
salad 🥗 salute 🫡 saluting_face 🫡 satellite 📡 scales ⚖️ scream 😱 scroll 📜 second_place_medal 🥈
see_no_evil 🙈 seedling 🌱 serious_face_with_symbols_covering_mouth 🤬 seven 7️⃣ shield 🛡️ ship 🚢
shrug 🤷 sick 🤒 six 6️⃣ skull 💀 sleeping 😴 sleepy 😪 slightly_frowning_face 🙁 slightly_smiling_face 🙂
small_blue_diamond 🔹 smile 😄 smiley 😃 smiling_face_with_tear 🥲 smirk 😏 snail 🐌 snowflake ❄️
snowman ⛄ sob 😭 soccer ⚽ sos 🆘 sparkle ❇️ sparkler 🎇 sparkles ✨ sparkling_heart 💖 speak_no_evil 🙊
speech_balloon 💬 spider 🕷️ spock-hand 🖖 star ⭐ star-struck 🤩 star2 🌟 stethoscope 🩺 stopwatch ⏱️
strawberry 🍓 stuck_out_tongue 😛 stuck_out_tongue_winking_eye 😜 sun_with_face 🌞 sunflower 🌻
sunglasses 😎 sunny ☀️ sunrise 🌅 sweat 😓 sweat_drops 💦 sweat_smile 😅 syringe 💉 taco 🌮 tada 🎉 tea 🍵
technologist 🧑‍💻 teddy_bear 🧸 telescope 🔭 tennis 🎾 tent ⛺ thinking_face 🤔 third_place_medal 🥉
thought_balloon 💭 three 3️⃣ thunder_cloud_and_rain ⛈️ ticket 🎫 tiger 🐯 timer_clock ⏲️ tired_face 😫
toolbox 🧰 tools 🛠️ traffic_light 🚥 train 🚋 triangular_flag_on_post 🚩 triumph 😤 trophy 🏆 truck 🚚
tulip 🌷 turtle 🐢 tv 📺 two 2️⃣ two_hearts 💕 umbrella ☂️ unamused 😒 unicorn_face 🦄 unlock 🔓
upside_down_face 🙃 v ✌️ vertical_traffic_light 🚦 vs 🆚 walking 🚶 warning ⚠️ wastebasket 🗑️ watch ⌚
watermelon 🍉 wave 👋 weary 😩 whale 🐳 wheelchair ♿ white_check_mark ✅ white_circle ⚪ white_flower 💮
white_heart 🤍 wind_chime 🎐 wine_glass 🍷 wink 😉 woman 👩 woman-shrugging 🤷‍♀️ world_map 🗺️
worried 😟 wrench 🔧 writing_hand ✍️ x ❌ yawning_face 🥱 yellow_heart 💛 yum 😋 zany_face 🤪 zap ⚡
zero 0️⃣ zipper_mouth_face 🤐 zzz 💤
"""
_WORDS = _TABLE.split()
EMOJI = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
NAMED = re.compile(r":([a-z0-9_+\-]+):(?::skin-tone-[2-6]:)?")


def emojis(text: str) -> str:
    """`text` with the names between colons as the characters they stand for."""
    return NAMED.sub(lambda found: EMOJI.get(found[1], found[0]), text)
