import type { Bank } from '../bank.ts';

/** English: what every note may need, whatever the course. */
export const common: Omit<Bank, 'courses'> = {
  titles: {
    intake: 'Initial consultation',
    session: 'Therapy session',
    review: 'Progress review',
    closing: 'Closing session',
    visit: { centre: 'In-person session', remote: 'Video session', phone: 'Telephone session' },
  },
  headings: { course: 'Session', work: 'Interventions', plan: 'Plan' },
  arrivalFirst: [
    'The client arrives in good time for the first session. I explain confidentiality, record keeping and who sees what is written.',
    'We get to know each other without hurry. We settle practicalities and how the client can cancel or get in touch between sessions.',
  ],
  arrival: [
    'The client arrives as agreed and takes their usual seat.',
    'The client is on time and begins by describing the week unprompted.',
    'The client arrives a few minutes late, apologises and settles quickly.',
    'The client looks tired but says they had been waiting for this session.',
    'The client opens with a small success from the week.',
    'The client has been writing since we last met and takes out the notebook.',
    'The client says little at first, and I leave room to begin in their own time.',
  ],
  arrivalFromWork: [
    'The client comes straight from work and asks for a moment to catch their breath.',
  ],
  arrivalRemote: [
    'Session by video. The client is at home in their own room; the connection is good.',
    'We meet by video. We first make sure that the client is alone and can speak freely.',
    'Video session. The picture freezes at the start but recovers and does not get in the way.',
  ],
  arrivalPhone: [
    'The session takes place by telephone as the client has a cold. Speech is calm and organised.',
    'Telephone session at the client’s request. We agree where the call is taken and who may overhear.',
  ],
  presence: [
    'Mood appears neutral, rapport is good and the account coherent.',
    'Rapport is warm; the client’s gaze drifts to the window when difficult things come up.',
    'The client is tense, shoulders raised; breathing slows in the course of the hour.',
    'The client cries for a while, wants to carry on, and says that crying helps.',
    'Mood is low and speech slow, though thinking is clear.',
    'The client seems irritable and can say that the irritation is not about this meeting.',
  ],
  presenceLater: [
    'There is more expression than before, and the client laughs a couple of times.',
    'The client is alert and motivated and returns to last session’s topic unprompted.',
    'Rapport is more open than last time, and even the silences are at ease.',
  ],
  methods: [
    'We set the situation out as a chain of thoughts, feelings, bodily sensations and actions. The client draws the chain and finds the link at which something else could be done.',
    'We do a short mindfulness exercise. The client notices thoughts wandering off and coming back, and describes feeling roomier afterwards.',
    'We examine the automatic thought with Socratic questions. The client finds two other explanations and half believes one of them.',
    'We try chair work in which the client answers their inner critic. The voice grows steadier as we go, which surprises them.',
    'We name emotions with the help of a list. Beneath what was only “feeling bad” there is disappointment, and shame, which is the harder one to talk about.',
    'We use a scale from zero to ten: the client puts today at {scaleNow} and considers what one step better would look like.',
    'I validate the experience and describe how understandable the reaction is, given what the client learned earlier in life. They say that nobody has put it that way before.',
    'We sort value cards. Family, honesty and time alone come out on top; the last has had no place in daily life.',
    'We practise calming breathing with the out-breath longer than the in-breath. The client takes written instructions home.',
    'We do safe-place imagery. The client chooses a beach from childhood and feels the body loosen noticeably.',
    'We look at what is the client’s responsibility and what is not. In the pie chart their own share turns out far smaller than first assumed.',
    'I bring up what is happening in the room: the client smiles while telling something heavy. They recognise the habit as an old one.',
  ],
  guardians: [
    'The guardian joins for the first ten minutes, after which I continue with the young person alone.',
    'We agree what the guardian will be told about this session, and the young person chooses the words.',
    'The guardian waits in the lobby. The young person would like the content to stay between us.',
  ],
  minorDecides: {
    yes: 'In my assessment the young person is able, given age and maturity, to decide at this visit on their care and on the disclosure of their information.',
    no: 'In my assessment the child is not yet able to decide on their care at this visit, so matters are agreed together with the guardian.',
  },
  scaleFirst: [
    'The {scale} was completed at the start: {score} points. We go through the result, which matches the client’s own view.',
    'Baseline on the {scale} is {score} points.',
  ],
  scaleLower: [
    'The {scale} is now {score} points, previously {before}. The direction is right and the client notices it in daily life.',
    'The {scale} score has fallen from {before} to {score}.',
  ],
  scaleHigher: [
    'The {scale} is {score} points (previously {before}). The rise goes with the past weeks and does not feel like a collapse.',
    'The {scale} rose from {before} to {score}; we talk about recovery not running in a straight line.',
  ],
  risk: [
    'Asked directly about suicidal thoughts; the client denies any.',
    'No indication of self-harm or of harmful substance use.',
    'Safety assessed in conversation; no acute danger.',
  ],
  noHomework: [
    'No task this time, as the client would like to rest.',
    'We agree that the client will simply observe the week, without a task.',
  ],
  next: [
    'Next session {when}.',
    'We continue {when} with the same theme.',
    'A new time is booked {when}; the client will be in touch should things get worse before then.',
  ],
  when: { 1: ['in one week', 'next week at the same time'], 2: ['in two weeks'] },
  closing: [
    'We look back on the way here and on what has helped. The client sums it up: “I am no longer afraid of how I feel.”',
    'Treatment ends as agreed. We write a short plan of the signs to watch for and of what the client will do then.',
    'We take our leave without hurry. The client knows how to contact the practice later.',
  ],
  amendments: [
    {
      reason: 'Correction of a clerical error',
      forAll: true,
      adds: 'Correction: the score has been checked against the form and is right; the earlier wording was imprecise.',
    },
    {
      reason: 'Addition on the same day',
      forAll: false,
      adds: 'Addition: the client telephoned after the session to say that the appointment with the occupational physician is booked, as discussed.',
    },
  ],
  relations: ['mother', 'father', 'guardian'],
};
