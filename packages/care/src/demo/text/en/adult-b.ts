import type { Course } from '../bank.ts';

/** English: grief, insomnia, social anxiety. */
export const adultB: readonly Course[] = [
  {
    key: 'grief',
    condition: 'Adjustment disorder, grief reaction',
    variants: [
      { lost: 'mother', thing: 'the kitchen chair' },
      { lost: 'husband', thing: 'the coat in the hall' },
      { lost: 'brother', thing: 'the bicycle in the shed' },
    ],
    intake: [
      'The client seeks help after the death of their {lost}. Seven months have passed; outwardly life goes on, but the client describes being “behind glass”.',
      'The death was sudden and there was no time for goodbyes. The client made the arrangements for the funeral and remembers almost nothing of it.',
    ],
    early: [
      'The client tells of their {lost}’s last week from beginning to end for the first time. The account falters, but they want to go on.',
      'Others already expect recovery. The client has learned to answer “fine, thanks” and to cry in the car.',
      'What cannot be moved is {thing}. We talk about what it holds up, and that there is no hurry with it.',
      'Sleep is broken, and on waking there is a moment in which everything is as it was.',
    ],
    middle: [
      'Guilt gathers around one unanswered call. We go through that evening hour by hour, by what the client could have known at the time.',
      'The client has brought a photograph. They also tell of their {lost}’s worse sides, and the picture becomes life-sized.',
      'We speak the beginning of a letter to the empty chair. The sentence “I am angry with you” stops everything, and the tears after it are different.',
      'Grief comes in waves, and the client has begun to see what sets it off: Sundays, a certain song on the radio and {thing}.',
      'We talk about grief going two ways, towards the loss and towards life. The client allows themselves to laugh without feeling disloyal.',
      'The anniversary is near. We plan with whom to spend it and what may be left undone that day.',
    ],
    late: [
      'The client visited the grave alone and stayed a while. They still miss their {lost}, but it no longer knocks them off their feet.',
      'What could not be touched, {thing}, has been given a new place, at a moment of the client’s own choosing.',
      'The client speaks of the coming spring and notices doing so. We are quiet for a moment.',
    ],
    homework: [
      {
        assign:
          'Task: to write a letter that will not be sent, a quarter of an hour at a time, and to stop midway if need be.',
        done: 'The client wrote on three evenings and reads one paragraph aloud.',
        partly: 'So far the letter consists of its greeting. Even that mattered.',
      },
      {
        assign: 'Task: to ask one person to listen, without advice.',
        done: 'The client asked a friend to listen, and the friend managed to stay silent.',
        partly: 'The request was not made, but the client now knows of whom to make it.',
      },
      {
        assign: 'Task: to give grief a time and place of its own twice a week.',
        done: 'The times set aside were kept, and concentration was easier in between.',
        partly:
          'One of the times was kept; the other got lost in the week, which the client did not see as harm.',
      },
    ],
  },
  {
    key: 'insomnia',
    condition: 'Nonorganic insomnia',
    variants: [
      { bed: 'two o’clock', cause: 'a period of night shifts', evening: 'reading the news' },
      {
        bed: 'half past two',
        cause: 'the years with a small child',
        evening: 'finishing off work',
      },
      { bed: 'one o’clock', cause: 'a long spring of studies', evening: 'gaming' },
    ],
    intake: [
      'Insomnia has lasted for more than two years, since {cause}. Falling asleep drags on until {bed}, and the days pass in a fog.',
      'Sleeping pills have been used on and off and the client would like to be rid of them. An organic cause has been ruled out.',
    ],
    early: [
      'According to the sleep diary the client spends nine and a half hours in bed and sleeps for barely six. The figure comes as a surprise.',
      'Worry about sleep starts in the afternoon. The evening routine is {evening}, which puts off bedtime by another hour.',
      'We go through the two forces of sleep, sleep pressure and the body clock. The client draws what a nap does to the first.',
      'The bed has become a place for thinking. The client describes the heart racing while still brushing teeth.',
    ],
    middle: [
      'We agree to limit time in bed to six hours. The client dreads the week, and we agree that they will not drive when tired.',
      'The first restricted week is over. Sleep is deeper and awakenings have halved, though mornings are hard.',
      'The thought “if I do not sleep, tomorrow is ruined” is tested: there was a day that went well after a bad night.',
      'At night the client got up as agreed, read in the kitchen and went back only when sleepy. It helped twice and once it did not.',
      'The evening habit, {evening}, has moved an hour earlier. Its place was taken by emptying the dishwasher, reportedly very soporific.',
      'The worry time at six feels clumsy but works: at night the client can say that the matter has been written down.',
    ],
    late: [
      'Sleep efficiency is now 88 per cent. We extend time in bed by a quarter of an hour a week.',
      'Two bad nights in a row no longer set off the spiral. The client kept to the rhythm and waited.',
      'Sleeping pills have been left out for a month on the physician’s advice. The list of what helps is on the refrigerator door.',
    ],
    homework: [
      {
        assign: 'Task: a sleep diary every morning, and no looking at the clock at night.',
        done: 'The sleep diary is complete and the clock faces the wall.',
        partly: 'The sleep diary has gaps around the weekend, when the rhythm slipped.',
      },
      {
        assign: 'Task: to get up at the same time every day, weekends included.',
        done: 'The hour of rising held on Sunday too, and sleep comes earlier.',
        partly: 'The hour held on weekdays; on Saturday the client slept until noon.',
      },
      {
        assign:
          'Task: to get up if sleep does not come in about a quarter of an hour, and to return only when sleepy.',
        done: 'The client got up on three nights and found that tossing and turning no longer takes hours.',
        partly: 'Leaving the warm bed was hard; it worked on one night out of four.',
      },
    ],
  },
  {
    key: 'social',
    condition: 'Social phobia',
    variants: [
      { scene: 'in meetings', fear: 'their voice will shake', step: 'asking one question' },
      { scene: 'in lectures', fear: 'their face will turn red', step: 'asking for the floor' },
      {
        scene: 'in the coffee room',
        fear: 'their hands will tremble',
        step: 'sitting down at the others’ table',
      },
    ],
    intake: [
      'The client has been nervous in front of people since secondary school. Today the fear is strongest {scene}: that {fear} and everyone will notice.',
      'Behind it lies a class presentation that was laughed at. The memory is sharp and told with eyes on the floor.',
    ],
    early: [
      'We draw the circle of fear: attention turns inwards, the client watches themselves and in the end hears only their own voice. Of what goes on {scene} they remember only how it felt.',
      'There are many safety behaviours: rehearsing sentences, holding the cup with both hands, sitting at the back. They draw attention to the very thing that is feared.',
      'The post-mortem lasts for hours. Sentences that nobody else remembers are corrected far into the evening.',
      'The worst that could happen is that {fear}. I ask what would follow, and the answer leads to a shame that we leave unopened for now.',
    ],
    middle: [
      'We practise shifting attention: the client listens first to their own voice, then to the sounds of the room. The second time the fear is half as strong.',
      'We watch a recording of a two-minute talk. The client’s prediction was that {fear}; what they see is an ordinary person speaking a little fast.',
      'The behavioural experiment was {step} without safety behaviours. The prediction “they will exchange glances” did not come true; somebody took up the subject.',
      'We rework the school memory in imagery. The adult of today walks into the classroom and says what nobody said then.',
      'The client avoided one situation this week and noticed at once. Relief lasted for an hour, disappointment all evening.',
      'The client tried a deliberate mistake and asked about something that had just been said. Nobody reacted, which was almost insulting, they laugh.',
    ],
    late: [
      'It is still uncomfortable {scene}, but it no longer runs the week. The client has stopped rehearsing sentences.',
      'The client gave a short speech at a party. The fear that {fear} was there, but they spoke to the end and stayed to talk.',
      'We list situations that the client wants to keep seeking out so that the fear cannot creep back.',
    ],
    homework: [
      {
        assign: 'Task: {step} twice this week, with attention on the others.',
        done: 'The task, {step}, was done twice, and the second time the post-mortem was short.',
        partly:
          'The task ({step}) was done once; the second time the client caught themselves looking for a reason not to.',
      },
      {
        assign:
          'Task: to write a prediction before a situation and afterwards what really happened.',
        done: 'There are five predictions, and none came true. The client looks at the table for a long time.',
        partly: 'The predictions are there, the outcomes missing; we fill them in together.',
      },
      {
        assign: 'Task: to stop the post-mortem at ten minutes and do something by hand.',
        done: 'The post-mortem kept within its time on most evenings.',
        partly:
          'Stopping the post-mortem worked twice; on other evenings it went on until the client fell asleep.',
      },
    ],
  },
];
