import type { Course } from '../bank.ts';

/** English: panic, depression, burnout. */
export const adultA: readonly Course[] = [
  {
    key: 'panic',
    condition: 'Panic disorder',
    variants: [
      { inPlace: 'on the commuter train', toPlace: 'the commuter train', other: 'their partner' },
      { inPlace: 'in the shopping centre', toPlace: 'the shopping centre', other: 'their sister' },
      { inPlace: 'in the meeting room', toPlace: 'the meeting room', other: 'a close colleague' },
    ],
    intake: [
      'The client seeks therapy for recurrent panic attacks. The first came {inPlace} about a year ago, and life has gradually narrowed since.',
      'The heart was examined in the emergency department and found healthy, but the fear of a medical emergency returns, especially {inPlace}.',
    ],
    early: [
      'The latest attack came {inPlace}: pounding heart, numb hands, and no thought other than getting out. The client left at once and felt better within minutes.',
      'We map the avoidance. Days are now planned so as not to face {toPlace} alone, and the client often asks {other} to come along.',
      'We talk about how the alarm system works and why symptoms feel dangerous without being so. The explanation is convincing “in the head, not yet in the body”.',
      'The client checks their pulse on a watch dozens of times a day. We notice that checking itself raises the unease.',
    ],
    middle: [
      'We build an exposure ladder. On the lowest rung the client stands near the door; on the highest is half an hour {inPlace} without company or telephone.',
      'The client reports twelve minutes {inPlace}. Fear went up to eight and came down to three without anything being done about it.',
      'We do a breathing exposure here: one minute of fast breathing brings on the familiar dizziness. The client notes that it is the same feeling as {inPlace}, and that it passes.',
      'As safety behaviours we identify the water bottle, the headphones and the seat by the door. The client chooses which to give up first.',
      'The fear of dying has begun to turn into a fear of making a fool of oneself. We look at what others actually see and what the client assumes they see.',
      'There was a setback this week: the client turned back just short of {toPlace}. We treat it as information rather than failure and go one rung down.',
    ],
    late: [
      'The client has been {inPlace} almost every day this week. There is tension, described as background noise.',
      'No attacks for a month. We talk through what to do if one should come, and the client can list the steps by heart.',
      'The client made a journey alone that would have seemed impossible a year ago, without {other}.',
    ],
    homework: [
      {
        assign:
          'Task: to be {inPlace} three times, long enough for the fear to halve, and to note the figures on the card.',
        done: 'The client has been {inPlace} three times and noted the fear on the card; the figures fall each time.',
        partly:
          'Of three exposures agreed, one took place. The other two fell through when tiredness raised the threshold.',
      },
      {
        assign: 'Task: to record situation, first thought, strength and duration of each attack.',
        done: 'The attack diary has two entries, both showing that it was over in less than ten minutes.',
        partly:
          'The attack diary is only partly filled in; the client feared that writing would bring an attack back.',
      },
      {
        assign: 'Task: to leave the pulse watch off during the day.',
        done: 'The watch has been in a drawer for five days, and others have noticed the difference too.',
        partly: 'The watch was off for two days until a bad night brought it back.',
      },
    ],
  },
  {
    key: 'depression',
    condition: 'Moderate depressive episode',
    variants: [
      {
        hobby: 'singing in the choir',
        toHobby: 'to the choir',
        who: 'an old friend from university',
      },
      { hobby: 'walking in the forest', toHobby: 'out to the forest', who: 'the client’s brother' },
      { hobby: 'pottery', toHobby: 'to the pottery studio', who: 'a neighbour' },
    ],
    intake: [
      'The client describes a mood that has sunk little by little since last autumn. Mornings are heaviest, and {hobby}, once important, has stopped altogether.',
      'There was one earlier depressive episode at university. Medication was started in primary care, and the client now wants to talk as well.',
    ],
    early: [
      'A chart of the days shows sleep, screens and duties. The client finds two moments of pleasure in the week, both short.',
      'The client calls themselves lazy. We talk about how depression affects initiative, and about action often coming before desire rather than after it.',
      'Guilt comes up: the client feels a burden to others, although {who} has repeatedly asked for their company.',
      'Appetite is poor, and lunch was skipped on most days. We agree that the basics are part of the treatment.',
    ],
    middle: [
      'The client went {toHobby} for the first time in six months. Expected pleasure was two, actual five; the gap comes as a surprise.',
      'We work on the core belief “I am not enough”. Its roots lie in a home where praise was given only for achievement.',
      'Rumination takes hours of the evening. We separate problem solving from brooding and try setting aside a fixed time for it.',
      'Anger shows clearly for the first time. The client is startled by it but notices that tiredness retreats when they are angry.',
      'The client has answered a message that {who} sent weeks ago. Getting in touch was easier than avoiding it.',
      'The week has been heavy and one plan was cancelled. We look at what the client told themselves afterwards and reword it in the voice of a friend.',
    ],
    late: [
      'Mornings are lighter. The client is going {toHobby} regularly again and says there is “something to look forward to”.',
      'We write down early warning signs: cancelling, scrolling at night, unanswered messages. The client decides whom to tell about them.',
      'The inner critic is still there, but the client describes it as a radio in another room.',
    ],
    homework: [
      {
        assign:
          'Task: two pleasant activities put in the calendar beforehand, half an hour each at most.',
        done: 'Both planned activities took place, one of them despite the rain.',
        partly:
          'One of the two planned activities took place. For the other, the thought “nothing will come of it” won.',
      },
      {
        assign: 'Task: a thought record of three moments at which the mood drops suddenly.',
        done: 'The thought record has three well described situations in which the same sentence about not being enough recurs.',
        partly: 'The thought record has a single entry, but that one opens up a great deal.',
      },
      {
        assign: 'Task: to get up at the same time on weekdays and go outside for ten minutes.',
        done: 'The morning walk happened on four weekdays out of five.',
        partly:
          'The morning walk happened twice; on other mornings sleep won, though the client is getting up earlier all the same.',
      },
    ],
  },
  {
    key: 'burnout',
    condition: 'Burn-out',
    variants: [
      { work: 'at the school', boss: 'the head teacher', task: 'the assessments' },
      { work: 'on the ward', boss: 'the ward manager', task: 'the extra shifts' },
      { work: 'at the software company', boss: 'the team lead', task: 'the on-call weeks' },
    ],
    intake: [
      'The client has been on sick leave for three weeks with burn-out. The load {work} has grown over two years, and {task} have doubled.',
      'There is fatigue that rest does not relieve, cynicism and lapses of memory. The client is ashamed that “I of all people could not cope”.',
    ],
    early: [
      'We draw a balance of load and recovery. Eleven things gather on one side, three on the other, one of which is sleep.',
      'The client has read work e-mail daily during sick leave. It was not {boss} who asked for it; the demand comes from within.',
      'The body is on alert: jaws tight, waking at four with {task} in mind.',
      'We talk about the phases of recovery. It is a relief to hear that concentration takes months to return, not weeks.',
    ],
    middle: [
      'We find the rule “if I do not do it, it will not get done”. It served the client well when young, but {work} it has eaten every reserve.',
      'We practise saying no. In the role play the client first answers {boss} with long justifications and, at the third attempt, with one sentence.',
      'The extension of sick leave brought guilt towards colleagues. We separate compassion from the responsibility that lies with the employer.',
      'The client had a first weekend without thinking of work. On Sunday evening the anxiety came back, but milder.',
      'A meeting with occupational health is arranged. We list what the client wants to say there and cut it to three points.',
      'The question of changing jobs comes up. We do not settle it now; the client remarks that big decisions are not for tired people.',
    ],
    late: [
      'A part-time return has begun. It is {boss} who now limits {task}, and the client insists on leaving on time.',
      'The client noticed promising too much and withdrew the promise the next day. Earlier the work would have been done at night.',
      'Recovery shows: reading a book is possible again, and the telephone stays in the hall for the evening.',
    ],
    homework: [
      {
        assign:
          'Task: to remove work e-mail from the telephone and take three breaks a day without a screen.',
        done: 'Work e-mail is off the telephone and the breaks happened on most days.',
        partly: 'The breaks happened, but e-mail was back on the telephone by Wednesday.',
      },
      {
        assign: 'Task: to note each evening one thing that restored and one that drained.',
        done: 'The evening notes show that what restores most is making things by hand.',
        partly:
          'There are four evening notes; what drains is found easily, what restores more slowly.',
      },
      {
        assign: 'Task: to say no to one request this week, without explaining.',
        done: 'The client declined one request, and nothing bad happened.',
        partly: 'The client said “let me think about it”, which is half a step already.',
      },
    ],
  },
];
