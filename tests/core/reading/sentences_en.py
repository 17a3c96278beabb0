"""First messages in English as customers of Meridian Furniture might write them, by what they are."""

WRONG = """
The drawer of my desk is stuck.
One leg of the table broke after two days.
My sofa arrived with a tear in the back.
The parcel never turned up.
I have been waiting three weeks for the wardrobe.
You took the money twice from my card.
Nobody came on Tuesday although you confirmed the slot.
I was told the bed would be here on Friday and it is still not here.
Two screws are missing from the box.
You sent the wrong colour.
My refund has not arrived yet.
Your driver refused to carry it upstairs.
I have called four times and nobody answers.
The lamp flickers and goes out after a minute.
The mattress smells of chemicals and we cannot sleep on it.
Why does nobody reply to my emails?
Your website won't let me log in.
There is a crack in the glass top.
I never ordered this chair and I did not authorise the payment.
The handle came off in my hand, thanks for nothing.
Great, another delivery day with no delivery.
The invoice shows an amount I did not agree to.
I am very disappointed with how I was treated in the shop.
My order was cancelled without a word.
The fitter left scratches all over the floor.
Can someone explain why I was charged for a return that you promised was free?
The shelf does not fit the holes.
It says delivered but there is nothing here.
I want a refund, the table is nothing like the picture.
Is anybody ever going to answer me? This is my third message.
"""

QUESTION = """
Is the oak table in stock?
How long does delivery to Leeds take?
Do you deliver on Saturdays?
What does the large wardrobe weigh?
Can I pay by bank transfer?
Which oil do you recommend for the walnut top?
Are the cushions washable?
Does the bed come with a mattress?
Where is your nearest shop to Bristol?
What time do you open on Sunday?
Could you tell me how high the seat is?
Is it possible to see the sofa in green velvet?
Do the chairs stack?
Can I change the delivery address later?
How do I book an appointment with your designer?
Will the table fit six people?
What happens if it arrives damaged?
Can I return it if it does not fit?
Do you take old furniture away?
I would like to know whether the lamp can be dimmed.
Is the price with or without VAT?
When will the new catalogue come out?
Are you open on bank holidays?
Do you have the same shelf in white?
How many parcels will there be?
Do I have to be at home for the delivery?
Is the wood from certified forests?
May I bring my dog into the showroom?
What is the difference between the two mattresses?
If I order today, when would it be here?
"""

PRAISE = """
Thank you for the excellent service.
The two men who delivered the sofa were wonderful.
We love the new table.
What a great shop, thank you all.
Thanks so much for your quick help yesterday.
The chair is perfect and so comfortable.
I am delighted with the wardrobe.
Well done to your whole team.
Thank you for fixing the drawer so quickly.
Everything arrived on time and looks fantastic.
Best sofa we have ever had.
Thanks for replacing the lamp, it works beautifully now.
Your fitter was brilliant, very careful and kind.
The kitchen looks amazing.
Thank you for solving this within a day.
Kudos to Sam Lee, who was so patient on the phone.
We are very pleased with the bed.
The delivery was quick and the driver was lovely.
I just wanted to say how impressed we are.
Thanks for the lovely card and the flowers.
An outstanding piece of work, we are thrilled.
My mother is so happy with her armchair.
I could not be happier with the desk, thank you for everything.
No problems at all, great service from start to finish.
Thank you to the lady in the shop who found the right fabric.
Superb quality and a great price.
The oak is beautiful, thank you for the advice.
Awesome lamp, I love the light.
Thank you for keeping your word about Friday.
Thanks for the fast refund, very well handled.
"""

NEED = """
I would like to order a lamp.
We need a quote for twelve chairs.
I want to book a visit to the showroom.
Could you send me the fabric samples.
I would like to change my delivery address to 4 Mill Lane.
We would like to add a footstool to our order.
I need an invoice made out to our company.
Can you book the fitting for the second week of May.
I would like to buy the oak bench in the window.
Please send the catalogue to my mother.
We want to furnish a small hotel and need your price list.
I need the assembly instructions for the Arden shelf.
I'd like to reserve two dining chairs until Friday.
Please add my phone number to the order: 020 7946 0018.
We would like to have the sofa in blue instead of grey.
I want to order four more of the same chairs.
Could you deliver the bed on a Thursday morning.
I would like an appointment with your designer.
We need the wardrobe carried to the second floor.
Please quote for curtains, two windows, 140 by 220.
I would like to receive your newsletter.
I need a table for eight people in oak.
Please move my delivery to the week after Easter.
We would like to take part in the open day.
I'd like to pay the deposit by card.
Please arrange collection of our old sofa when you bring the new one.
I want to order the desk that Priya showed me.
We need two bedside lamps and a mirror.
Can you send me the measurements as a PDF.
I would like a gift voucher over 50 pounds.
"""

CALM_LETTERS = """
Hello, we are moving in June and would like to order the oak table and six chairs. Could you tell me how long
delivery takes to Bristol and whether the driver calls before he comes? We live on the second floor and there
is no lift. Thanks, Amara

Hi, my mother bought an Arden shelf from you last year and now I want the same one in white. Is it still
available? We have two of them already. Best wishes, Tomasz

Dear team, I received the table this morning and everything is fine. Could you send me the invoice again for
my records? Kind regards

Good morning, we no longer need the footstool. Please take it off our order 10023 and send a new confirmation.
Thank you

Please call me back on Monday, I would like to talk about the fabric for our sofa. I am not at home before
noon.

I can't decide between the grey and the blue. Can you send samples of both? Not in a hurry.

Is there anything I need to do before the fitter comes? I have never had a kitchen fitted.

We are not sure if the wardrobe fits under our ceiling. What is the smallest height it can be put up in?

Can I cancel my order within fourteen days?

How do I return a chair? I changed my mind about the colour.

What is your refund policy?

Where is my order? You said it would come this week.

Could you call me about my account? I want to change my email address and password.

Does the warranty cover scratches and broken hinges?

I'd like to book a repair for an old chair of mine, the seat is worn.

My order number is 20551. Can you add two cushions? I have already paid the deposit.

We had a wonderful day in your shop. The staff were never pushy and nothing was too much trouble.
"""
