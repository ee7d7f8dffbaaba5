window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "created_at" : "Tue Mar 23 20:21:00 +0000 2021",
      "id" : "1374456163311421305",
      "id_str" : "1374456163311421305",
      "full_text" : "Q3: If you could keep only one thing from that shed, which? #gardenchat",
      "truncated" : false,
      "display_text_range" : [
        "0",
        "71"
      ],
      "entities" : {
        "hashtags" : [
          {
            "text" : "gardenchat",
            "indices" : [
              "60",
              "71"
            ]
          }
        ],
        "symbols" : [],
        "user_mentions" : [],
        "urls" : []
      },
      "source" : "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "retweet_count" : "0",
      "favorite_count" : "9",
      "favorited" : false,
      "retweeted" : false,
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "created_at" : "Tue Mar 23 20:18:02 +0000 2021",
      "id" : "1374455416150689930",
      "id_str" : "1374455416150689930",
      "full_text" : "RT @bea_underhill: A1 late, sorry: ours is for the swallows from April to August. We ask them before we open the door. #gardenchat",
      "truncated" : false,
      "display_text_range" : [
        "0",
        "130"
      ],
      "entities" : {
        "hashtags" : [
          {
            "text" : "gardenchat",
            "indices" : [
              "119",
              "130"
            ]
          }
        ],
        "symbols" : [],
        "user_mentions" : [
          {
            "screen_name" : "bea_underhill",
            "name" : "Bea_Underhill 🐝",
            "id" : "2201338324",
            "id_str" : "2201338324",
            "indices" : [
              "3",
              "17"
            ]
          }
        ],
        "urls" : []
      },
      "source" : "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "retweet_count" : "1",
      "favorite_count" : "0",
      "favorited" : false,
      "retweeted" : false,
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "created_at" : "Tue Mar 23 20:08:44 +0000 2021",
      "id" : "1374453077796848709",
      "id_str" : "1374453077796848709",
      "full_text" : "@KofiAtPlot9 “The tools are an alibi” should be carved over every shed door in the land. #gardenchat",
      "truncated" : false,
      "display_text_range" : [
        "0",
        "100"
      ],
      "entities" : {
        "hashtags" : [
          {
            "text" : "gardenchat",
            "indices" : [
              "89",
              "100"
            ]
          }
        ],
        "symbols" : [],
        "user_mentions" : [
          {
            "screen_name" : "KofiAtPlot9",
            "name" : "Kofi @ Plot 9",
            "id" : "2200071274",
            "id_str" : "2200071274",
            "indices" : [
              "0",
              "12"
            ]
          }
        ],
        "urls" : []
      },
      "source" : "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "in_reply_to_status_id" : "1374452442158467209",
      "in_reply_to_status_id_str" : "1374452442158467209",
      "in_reply_to_user_id" : "2200071274",
      "in_reply_to_user_id_str" : "2200071274",
      "in_reply_to_screen_name" : "KofiAtPlot9",
      "retweet_count" : "0",
      "favorite_count" : "1",
      "favorited" : false,
      "retweeted" : false,
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "created_at" : "Tue Mar 23 20:05:00 +0000 2021",
      "id" : "1374452139019340459",
      "id_str" : "1374452139019340459",
      "full_text" : "Q1: What is your shed really for? #gardenchat",
      "truncated" : false,
      "display_text_range" : [
        "0",
        "45"
      ],
      "entities" : {
        "hashtags" : [
          {
            "text" : "gardenchat",
            "indices" : [
              "34",
              "45"
            ]
          }
        ],
        "symbols" : [],
        "user_mentions" : [],
        "urls" : []
      },
      "source" : "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "retweet_count" : "1",
      "favorite_count" : "8",
      "favorited" : false,
      "retweeted" : false,
      "lang" : "en"
    }
  },
  {
    "tweet" : {
      "created_at" : "Tue Mar 23 20:00:04 +0000 2021",
      "id" : "1374450894632255488",
      "id_str" : "1374450894632255488",
      "full_text" : "Good evening and welcome back to #gardenchat. Tonight: sheds, for and against. @dun_oakhey is passing the biscuits. Tell us who you are and what is in your shed.",
      "truncated" : false,
      "display_text_range" : [
        "0",
        "161"
      ],
      "entities" : {
        "hashtags" : [
          {
            "text" : "gardenchat",
            "indices" : [
              "33",
              "44"
            ]
          }
        ],
        "symbols" : [],
        "user_mentions" : [
          {
            "screen_name" : "dun_oakhey",
            "name" : "Dunstan (Dun) Oakhey",
            "id" : "2200031678",
            "id_str" : "2200031678",
            "indices" : [
              "79",
              "90"
            ]
          }
        ],
        "urls" : []
      },
      "source" : "<a href=\"https://mobile.twitter.com\" rel=\"nofollow\">Twitter Web App</a>",
      "retweet_count" : "0",
      "favorite_count" : "5",
      "favorited" : false,
      "retweeted" : false,
      "lang" : "en"
    }
  }
]
